package io.tableflow.iam.access;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.http.request.CurrentRequest;
import java.util.Map;

/** Somebody was not let in. Published as it is answered, before anything was done. */
public sealed interface AccessDeniedEvent extends AuditableEvent {

    @Override
    default Map<String, ?> details() {
        return CurrentRequest.find()
                .map(request -> Map.of("request", request.method() + " " + request.path()))
                .orElse(Map.of());
    }

    @Override
    default Recording recording() {
        return Recording.ON_ITS_OWN_IF_FEW;
    }

    /**
     * A token that is no good: 401.
     *
     * @param actor the caller's name: {@code anonymous}
     * @param reason without anything of the token that was sent
     */
    record LoginRefused(String actor, String reason) implements AccessDeniedEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.LOGIN_REFUSED;
        }
    }

    /**
     * A token without the scope, or limited to other environments: 403.
     *
     * @param actor the caller's name
     * @param reason what the token lacks
     */
    record AccessRefused(String actor, String reason) implements AccessDeniedEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.ACCESS_REFUSED;
        }
    }
}
