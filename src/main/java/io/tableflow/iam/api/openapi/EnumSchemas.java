package io.tableflow.iam.api.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.tableflow.iam.accessreview.RoleCall;
import io.tableflow.iam.audit.ChainValidation;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.notification.Attempt;
import io.tableflow.iam.planning.Plan;
import io.tableflow.iam.policy.evaluation.AccessDecision;
import io.tableflow.iam.verification.CheckReason;
import io.tableflow.iam.verification.CheckSeverity;
import io.tableflow.iam.verification.VerificationQuestion;
import io.tableflow.iam.verification.VerificationStatus;
import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.WorkflowState;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives the modules' enums a schema with a name and a description, since the modules know nothing of OpenAPI. */
@Component
class EnumSchemas implements ModelConverter {

    private record Description(String name, String text) {}

    private static final Map<Class<?>, Description> DESCRIPTIONS = Map.ofEntries(
            Map.entry(AccessDecision.class, new Description("AccessDecision", """
                    What AWS would decide on a request.

                    - `ALLOWED`: as far as can be seen; `assumptions` says what cannot
                    - `EXPLICIT_DENY`: a statement denies it, whatever allows it
                    - `IMPLICIT_DENY`: a policy that would have to allow it does not
                    - `CONDITIONAL`: it is allowed if something holds that cannot be seen; `sentence` says what
                    - `UNDETERMINED`: it depends on something of which AWS does not document what it means
                    """)),
            Map.entry(Condition.Status.class, new Description("ConditionStatus", """
                    Whether a condition is met.

                    - `True`: it is met
                    - `False`: it is not met
                    - `Unknown`: it was not checked yet
                    """)),
            Map.entry(Condition.ConditionType.class, new Description("ConditionType", """
                    The conditions of environments. All have the first five.

                    - `RoleReady`: the role exists and carries our id, by the latest comparison with live IAM
                    - `PoliciesAttached`: both policies are attached to it
                    - `TrustEstablished`: the trust is exactly the one for the latest integration
                    - `InSync`: live IAM equals the desired state
                    - `Verified`: what was written has been read back, and by the live trust Confluent gets in and nobody else does
                    - `Contested`: somebody undoes what is repaired
                    - `IntegrationReady`: Confluent has the provider integration that the trust is for
                    - `TableflowHealthy`: Confluent reports no problem with the Tableflow that uses the integration
                    """)),
            Map.entry(EnvironmentSpec.DeletionPolicy.class, new Description("DeletionPolicy", """
                    What a DELETE does.

                    - `DELETE`: everything that the environment owns is deleted
                    - `RETAIN`: only our tags are removed; role and policies are retained
                    """)),
            Map.entry(Difference.Kind.class, new Description("DifferenceKind", """
                    The kinds of differences.

                    Reconciled:

                    - `ROLE_MISSING`: there is no role with that name
                    - `TRUST_CHANGED`: the trust lets in others, nobody, or Confluent under other conditions
                    - `PRINCIPAL_DELETED`: the principal in the trust does not exist any more; IAM shows its id instead of its ARN
                    - `POLICY_MISSING`: there is no policy with that name
                    - `DOCUMENT_CHANGED`: the policy has another document in force
                    - `DEFAULT_VERSION_MOVED`: another version of the policy is in force
                    - `ATTACHMENT_MISSING`: the policy is not attached to the role
                    - `BOUNDARY_CHANGED`: the role has another permissions boundary
                    - `SESSION_DURATION_CHANGED`: the role has another maximum session duration
                    - `TAGS_CHANGED`: tags of the service or of the spec are missing or have other values

                    Reported, and not changed:

                    - `FOREIGN_POLICY_ATTACHED`: a policy that is not ours is attached to the role
                    - `INLINE_POLICY_ADDED`: the role has an inline policy
                    - `INSTANCE_PROFILE_ADDED`: the role is in an instance profile
                    - `PATH_CHANGED`: the role was created again at another path
                    - `NOT_OURS`: the resource exists, but does not carry this environment's id
                    """)),
            Map.entry(EnvironmentState.class, new Description("EnvironmentState", """
                    The state of an environment.

                    - `PROVISIONING`: accepted; role and policies are being created, and nobody can assume the role
                    - `AWAITING_INTEGRATION`: role and policies exist, the role denies everyone; waiting for Confluent's callback
                    - `UPDATING_TRUST`: the trust is being changed to the one for the latest integration
                    - `ACTIVE`: Confluent's principal, and nobody else, can assume the role
                    - `UPDATING`: live IAM is being changed to a new spec, or back to the present one
                    - `FAILED`: a workflow needs an operator's help; a retry resumes at the step that failed
                    - `DELETING`: being deleted
                    """)),
            Map.entry(Attempt.Outcome.class, new Description("NotificationOutcome", """
                    What came of an attempt to deliver a notification.

                    - `DELIVERED`: it was answered with 2xx
                    - `REFUSED`: it was answered with something else; redirects are not followed
                    - `GONE`: it was answered with 410
                    - `UNREACHABLE`: no answer came in time
                    - `FORBIDDEN`: the host has no address that may be connected to, so nothing was sent
                    """)),
            Map.entry(Plan.Action.class, new Description("PlannedAction", """
                    What would be done with a resource in IAM.

                    - `CREATE`: it would be created
                    - `UPDATE`: it would be changed
                    - `DELETE`: it would be removed
                    - `NONE`: it would not be changed
                    """)),
            Map.entry(RuleSeverity.class, new Description("RuleSeverity", """
                    How bad it is if a rule fails.

                    - `CRITICAL`: others can come in, or might
                    - `HIGH`: the role can do more than it is for, or Confluent is shut out
                    - `MEDIUM`: it will do harm, or hides something that does
                    - `LOW`: it does no harm by itself
                    """)),
            Map.entry(RuleStatus.class, new Description("RuleStatus", """
                    What became of a rule.

                    - `PASSED`: its title is true
                    - `FAILED`: its title is not true
                    - `WAIVED`: its title is not true, and somebody accepts that for a time
                    - `NOT_APPLICABLE`: its title says nothing of this environment, or not yet; `evidence` says why
                    """)),
            Map.entry(Waiver.State.class, new Description("WaiverState", """
                    What has become of a waiver.

                    - `PENDING`: it does not count before somebody else than its requester has approved it
                    - `IN_FORCE`: it counts
                    - `EXPIRED`: its end has come
                    - `WITHDRAWN`: somebody has withdrawn it
                    - `REPLACED`: another one was requested for the same rule
                    """)),
            Map.entry(ChainValidation.Reason.class, new Description("Reason", """
                    What is wrong with a line of the audit trail.

                    - `ALTERED`: the line or its hash was changed
                    - `MISSING`: it was removed, in the middle or at the end
                    - `INSERTED`: it was not written by the service
                    - `FORGED`: it is a link of the chain, but no node with the key wrote it
                    """)),
            Map.entry(StepState.class, new Description("StepState", """
                    The state of a step.

                    - `PENDING`: not begun, or to be attempted again at once
                    - `RUNNING`: an attempt is in progress, or was when its node died
                    - `WAITING`: to be attempted again later
                    - `DONE`: it has ensured its result
                    - `FAILED`: it needs an operator's help
                    - `CANCELLED`: not needed any more
                    """)),
            Map.entry(VerificationStatus.class, new Description("VerificationStatus", """
                    What came of a check, a question, or a whole verification.

                    - `PASSED`: the claim is true
                    - `FAILED`: the claim is not true
                    - `UNKNOWN`: it could not be told; `reason` says why
                    - `SKIPPED`: it was not run; `reason` says why
                    """)),
            Map.entry(VerificationQuestion.class, new Description("VerificationQuestion", """
                    What a verification asks.

                    - `CONFLUENT_GETS_IN`: can Confluent assume the role?
                    - `NOBODY_ELSE_GETS_IN`: can nobody else?
                    - `TABLEFLOW_CAN_WORK`: may the role do in bucket, keys and Glue catalog what Tableflow does there?
                    - `RESOURCES_READY`: are bucket, keys and Glue catalog as Tableflow needs them, and do their own policies
                      let the role in? None of its checks is required, since the permissions to read them are optional
                    """)),
            Map.entry(CheckSeverity.class, new Description("CheckSeverity", """
                    How bad it is if a claim is not true.

                    - `CRITICAL`: somebody else may get in
                    - `HIGH`: Tableflow cannot work
                    - `MEDIUM`: Tableflow may lose data, or works less well
                    """)),
            Map.entry(CheckReason.class, new Description("CheckReason", """
                    Why a check has no answer.

                    - `AWAITING_INTEGRATION`: Confluent's principal is not known yet
                    - `NOT_APPLICABLE`: the environment has nothing that the claim is about
                    - `NO_ROLE`: there is no role
                    - `NO_BUCKET`: there is no bucket
                    - `NO_KEY`: there is no key
                    - `DELETING`: the environment is being deleted
                    - `PROPAGATING`: the environment was changed a moment ago, or is being changed
                    - `NOT_PERMITTED`: the service lacks the permission `permissionNeeded`
                    - `AWS_UNAVAILABLE`: AWS did not answer, or does not know the operation
                    - `AWS_REFUSED`: AWS refuses the service for another reason
                    - `TIMED_OUT`: there was no answer in time
                    - `UNDETERMINED`: it depends on something that is not known
                    - `INTERNAL_ERROR`: the check itself has failed
                    """)),
            Map.entry(RoleCall.Unexpected.class, new Description("UnexpectedCaller", """
                    Why a call was not expected.

                    - `OTHER_ACCOUNT`: the caller's account is not the one of Confluent's principal
                    - `OTHER_PRINCIPAL`: the account is, and the principal's id is not the one that was first seen for the integration
                    """)),
            Map.entry(EnvironmentWorkflowKind.class, new Description("WorkflowKind", """
                    What a workflow does to an environment.

                    - `PROVISION`: creates a role that denies everyone, and its policies
                    - `UPDATE_TRUST`: changes the trust to the one for the latest integration
                    - `UPDATE`: changes live IAM to a new spec
                    - `REPAIR`: reconciles live IAM with the present spec
                    - `TEARDOWN`: deletes everything that the environment owns
                    """)),
            Map.entry(WorkflowState.class, new Description("WorkflowState", """
                    The state of a workflow.

                    - `RUNNING`: a step is being executed or is due
                    - `WAITING`: between two attempts
                    - `SUCCEEDED`: all steps are done
                    - `FAILED`: a step needs an operator's help; a retry resumes at that step
                    - `CANCELLED`: no longer needed: another workflow supersedes it
                    """)));

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        Description description = DESCRIPTIONS.get(raw);
        if (description == null) {
            return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        }
        JsonSchema schema = new JsonSchema();
        schema.setName(description.name());
        schema.types(Set.of("string"));
        schema.setDescription(description.text());
        schema.setEnum(Arrays.stream(raw.getEnumConstants())
                .<Object>map(Object::toString)
                .toList());
        context.defineModel(description.name(), schema, type, null);
        return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + description.name());
    }
}
