package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Adoption;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change or a finding in an environment's resources in IAM. */
public sealed interface ResourceEvent extends EnvironmentEvent {

    @Override
    default String actor() {
        return SERVICE;
    }

    /**
     * A document is in force in IAM.
     *
     * @param actor the caller whose request it serves
     * @param before the revision that was in force before
     */
    record PolicyApplied(
            Source source,
            String actor,
            String reason,
            PolicyKind policy,
            @Nullable Revision before,
            Revision applied) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.POLICY_APPLIED;
        }

        @Override
        public Change change() {
            return new Change(before == null ? null : before.hashed(), applied.hashed());
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("policy", policy.name(), "revision", Integer.toString(applied.number()), "reason", reason);
        }
    }

    /**
     * A document and its number in the history, which stores the document. The event has its hash, which proves that
     * the stored document is unchanged.
     */
    record Revision(int number, PolicyDocument document) {

        Map<String, Object> hashed() {
            return Map.of("revision", number, "sha256", Sha256.sha256Hex(document.json()));
        }
    }

    /**
     * An existing role or policy was adopted.
     *
     * @param retained the integration that the live trust describes, if that trust is retained
     */
    record ResourceAdopted(
            Source source,
            String actor,
            Adoption adoption,
            @Nullable ProviderIntegration retained) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.ADOPTED;
        }

        @Override
        public String reason() {
            return "adoptExisting was asked for";
        }

        @Override
        public Map<String, ?> details() {
            Map<String, String> details = new HashMap<>();
            details.put("arn", adoption.arn());
            if (adoption.isOf(ResourceKind.ROLE)) {
                details.put("trust", retained == null ? "denies everyone" : "kept");
            }
            if (retained != null) {
                details.put("principal", retained.iamRoleArn());
            }
            return details;
        }
    }

    /**
     * The role was created again: it has the same ARN and another id. IAM stores a role that a policy of a bucket or a key
     * names as its id, so such policies let the new role in only once they are written anew.
     *
     * @param before the id of the role that is gone
     * @param id the id of the present role
     */
    record RoleRecreated(Source source, String arn, String before, String id) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.ROLE_RECREATED;
        }

        @Override
        public String reason() {
            return "policies of buckets and keys that name the role hold " + before
                    + " and do not let it in: write its ARN there anew";
        }

        @Override
        public Change change() {
            return new Change(Map.of("id", before), Map.of("id", id));
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("arn", arn);
        }
    }

    /**
     * A forced deletion put our tags back on what the environment had created or adopted, to delete it then.
     *
     * @param actor the caller who forced it
     */
    record TagsRestored(Source source, String actor, String arn) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.TAGS_RESTORED;
        }

        @Override
        public String reason() {
            return "the deletion was forced";
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("arn", arn);
        }
    }

    /**
     * A forced deletion left a resource as it is, since nothing proves that it is the environment's.
     *
     * @param actor the caller who forced it
     * @param access who can assume it, in words; null for a policy
     */
    record ResourceReleased(
            Source source,
            String actor,
            String arn,
            @Nullable String access) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.RELEASED;
        }

        @Override
        public String reason() {
            return "the deletion was forced, and nothing proves whose it is";
        }

        @Override
        public Map<String, ?> details() {
            return access == null ? Map.of("arn", arn) : Map.of("arn", arn, "access", access);
        }
    }

    /**
     * A forced deletion detached what others had attached.
     *
     * @param actor the caller who forced it
     */
    record ForeignAttachmentDetached(Source source, String actor, ForeignAttachment attachment)
            implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.FOREIGN_DETACHED;
        }

        @Override
        public String reason() {
            return "the deletion was forced";
        }

        @Override
        public Map<String, ?> details() {
            Map<String, String> details = new HashMap<>();
            details.put("kind", attachment.kind().name());
            details.put("detached", attachment.whatInWords());
            details.put("from", attachment.fromInWords());
            if (attachment.document() != null) {
                details.put("document", attachment.document());
            }
            return details;
        }
    }
}
