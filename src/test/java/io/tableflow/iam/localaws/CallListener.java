package io.tableflow.iam.localaws;

import java.util.List;

/** Sees every call to IAM and STS come and go, outside of the emulator's lock. If it throws, the connection closes. */
public interface CallListener {

    /**
     * The call has come; nothing has happened yet.
     *
     * @param operation such as {@code CreateRole}
     * @param resources the names and ARNs of what the call is about
     */
    void before(String operation, List<String> resources);

    /** It has had its effect, or was refused; the caller has not heard of it yet. */
    void after(String operation, List<String> resources);

    /** Sees nothing. */
    CallListener NOBODY = new CallListener() {
        @Override
        public void before(String operation, List<String> resources) {}

        @Override
        public void after(String operation, List<String> resources) {}
    };
}
