package io.tableflow.iam.audit;

import io.tableflow.iam.common.AuditableEvent;
import io.tableflow.iam.http.request.Caller;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records the auditable events that the modules publish. */
@Component
class AuditTrail {

    private final AuditEntryWriter writer;
    private final RefusalRateLimit limit;

    AuditTrail(AuditEntryWriter writer, RefusalRateLimit limit) {
        this.writer = writer;
        this.limit = limit;
    }

    @EventListener
    void on(AuditableEvent event) {
        switch (event.recording()) {
            case WITH_ITS_EFFECT -> writer.write(event);
            case ON_ITS_OWN -> writer.writeOnItsOwn(event);
            case ON_ITS_OWN_IF_FEW -> {
                if (limit.allows(Caller.current().address())) {
                    writer.writeOnItsOwn(event);
                }
            }
        }
    }
}
