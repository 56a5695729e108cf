package io.tableflow.iam.access;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.http.request.CurrentRequest;
import java.util.Map;

/** A caller was refused. Published when the request is answered; nothing else of it was done. */
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
     * The token is not valid: 401.
     *
     * @param actor the caller's name: {@code anonymous}
     * @param reason contains nothing of the token
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
