package io.tableflow.iam.localaws;

import java.util.List;

/** Is notified of every call to IAM and STS, outside of the emulator's lock. If it throws, the connection closes. */
public interface CallListener {

    /**
     * The call has arrived, and nothing has happened yet.
     *
     * @param operation such as {@code CreateRole}
     * @param resources the names and ARNs of the call's resources
     */
    void before(String operation, List<String> resources);

    /** The call has taken effect or was refused, and the caller does not have the answer yet. */
    void after(String operation, List<String> resources);

    /** Ignores all calls. */
    CallListener NOBODY = new CallListener() {
        @Override
        public void before(String operation, List<String> resources) {}

        @Override
        public void after(String operation, List<String> resources) {}
    };
}
