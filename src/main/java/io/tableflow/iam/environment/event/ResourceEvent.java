package io.tableflow.iam.environment.event;

import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Adoption;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.ForeignAttachment;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** An integration that was received before the role's account was known turned out to be for another role. */
    record IntegrationRejected(Source source, ProviderIntegration rejected, String role) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_REJECTED;
        }

        @Override
        public String reason() {
            return "it is for a role of another account";
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("integration", rejected.id(), "expects", rejected.customerIamRoleArn(), "role", role);
        }
    }

    /**
     * The live trust denies everyone again.
     *
     * @param before whom it let in
     */
    record TrustWithdrawn(
            Source source, String actor, @Nullable ProviderIntegration before) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.TRUST_WITHDRAWN;
        }

        @Override
        public String reason() {
            return "the provider integration was withdrawn";
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), null);
        }
    }

    /** The live trust is exactly the one for an integration. */
    record TrustEstablished(Source source, @Nullable ProviderIntegration before, ProviderIntegration established)
            implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.TRUST_ESTABLISHED;
        }

        @Override
        public String reason() {
            return "provider integration " + established.id();
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), EnvironmentEvent.withoutSecret(established));
        }

        @Override
        public Map<String, ?> details() {
            return Objects.requireNonNull(EnvironmentEvent.withoutSecret(established));
        }
    }

    /**
     * One call replaced one principal by another in the live trust. External ids are compared, but not part of the
     * event.
     */
    record IntegrationRotated(Source source, ProviderIntegration before, ProviderIntegration established)
            implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_ROTATED;
        }

        @Override
        public String reason() {
            return "provider integration " + established.id();
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(before), EnvironmentEvent.withoutSecret(established));
        }

        @Override
        public Map<String, ?> details() {
            return Map.of(
                    "integration", established.id(),
                    "principal", established.iamRoleArn(),
                    "previousIntegration", before.id(),
                    "previousPrincipal", before.iamRoleArn(),
                    "externalIdChanged", Boolean.toString(!before.externalId().equals(established.externalId())));
        }
    }

    /**
     * The provider integration is gone at Confluent, as two looks in a row have found.
     *
     * @param action what is done about it, as {@code tableflow.confluent.on-missing} says
     */
    record IntegrationGone(Source source, ProviderIntegration gone, String action) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_GONE;
        }

        @Override
        public String reason() {
            return "Confluent does not have provider integration " + gone.id() + " any more";
        }

        @Override
        public Change change() {
            return new Change(EnvironmentEvent.withoutSecret(gone), null);
        }

        @Override
        public Map<String, ?> details() {
            return Map.of(
                    "integration",
                    gone.id(),
                    "principal",
                    gone.iamRoleArn(),
                    "confluentEnvironment",
                    String.valueOf(gone.confluentEnvironmentId()),
                    "action",
                    action);
        }
    }

    /**
     * A deletion went on although the provider integration is still there at Confluent, or may be: it was forced, the environment was
     * abandoned, or Confluent does not say.
     *
     * @param actor the caller who asked for that
     * @param integration its id; null if Confluent could not be asked
     * @param why what was in the way
     */
    record IntegrationLeft(
            Source source,
            String actor,
            @Nullable String integration,
            String confluentEnvironment,
            String reason,
            String why)
            implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.INTEGRATION_LEFT;
        }

        @Override
        public Map<String, ?> details() {
            Map<String, String> details = new HashMap<>();
            details.put("confluentEnvironment", confluentEnvironment);
            details.put("why", why);
            if (integration != null) {
                details.put("integration", integration);
            }
            return details;
        }
    }

    /**
     * What was repaired is undone again and again. Until it no longer is, there are no further events of what is found and
     * repaired.
     */
    record DriftContested(Source source, int repairs, List<Difference> differences) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.DRIFT_CONTESTED;
        }

        @Override
        public String reason() {
            return "repaired " + repairs + " times within an hour, and changed again each time";
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("differences", Difference.summary(differences));
        }
    }

    /** Live IAM differs, in another way than was known before. */
    record DriftFound(Source source, List<Difference> differences) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.DRIFT_FOUND;
        }

        @Override
        public String reason() {
            return "live IAM is not what was written";
        }

        @Override
        public Map<String, ?> details() {
            return Map.of(
                    "differences",
                    Difference.summary(differences),
                    "critical",
                    Boolean.toString(differences.stream().anyMatch(Difference::critical)));
        }
    }

    /**
     * Live IAM was compared and reconciled, as requested.
     *
     * @param reason why it was requested
     */
    record DriftRepaired(Source source, String reason) implements ResourceEvent {

        @Override
        public AuditEventType type() {
            return AuditEventType.REPAIRED;
        }

        @Override
        public Map<String, ?> details() {
            return Map.of("reason", reason);
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
