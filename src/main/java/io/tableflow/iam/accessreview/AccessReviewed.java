package io.tableflow.iam.accessreview;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.AuditableEvent;
import java.util.Map;

/** The use of an environment's role was reviewed. */
record AccessReviewed(Subject environment, AccessReview review) implements AuditableEvent {

    @Override
    public AuditEventType type() {
        return AuditEventType.ACCESS_REVIEWED;
    }

    @Override
    public String actor() {
        return review.reviewer();
    }

    @Override
    public Map<String, ?> details() {
        return Map.of("note", review.note(), "nextDue", review.nextDue().toString());
    }
}
