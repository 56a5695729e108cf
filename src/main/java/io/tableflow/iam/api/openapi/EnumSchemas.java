package io.tableflow.iam.api.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.tableflow.iam.audit.ChainValidation;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.EnvironmentWorkflowKind;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.planning.Plan;
import io.tableflow.iam.workflow.StepState;
import io.tableflow.iam.workflow.WorkflowState;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The enums of the modules, as schemas with a name and a description: the modules know nothing of OpenAPI. */
@Component
class EnumSchemas implements ModelConverter {

    private record Description(String name, String text) {}

    private static final Map<Class<?>, Description> DESCRIPTIONS = Map.ofEntries(
            Map.entry(Condition.Status.class, new Description("ConditionStatus", """
                    Whether a condition holds.

                    - `True`: it holds
                    - `False`: it does not
                    - `Unknown`: it was not looked at yet
                    """)),
            Map.entry(Condition.ConditionType.class, new Description("ConditionType", """
                    The aspects that every environment has.

                    - `RoleReady`: the role stands and carries our id
                    - `PoliciesAttached`: both policies are attached to it
                    - `TrustEstablished`: the trust is exactly what the latest integration asks for
                    - `InSync`: live IAM equals what the spec renders
                    - `Verified`: what was written was read back
                    """)),
            Map.entry(EnvironmentSpec.DeletionPolicy.class, new Description("DeletionPolicy", """
                    What a DELETE does.

                    - `DELETE`: everything that is ours is deleted
                    - `RETAIN`: only our tags are removed; role and policies stay as they are
                    """)),
            Map.entry(Difference.Kind.class, new Description("DifferenceKind", """
                    How something differs.

                    Put right by a repair:

                    - `ROLE_MISSING`: there is no role of that name
                    - `TRUST_CHANGED`: others, or nobody, or on other conditions, can assume the role
                    - `PRINCIPAL_DELETED`: the principal in the trust does not exist any more; IAM shows its bare id
                    - `POLICY_MISSING`: there is no policy of that name
                    - `DOCUMENT_CHANGED`: the policy's document in force is another
                    - `DEFAULT_VERSION_MOVED`: another version of the policy was put in force
                    - `ATTACHMENT_MISSING`: the policy is not attached to the role
                    - `BOUNDARY_CHANGED`: the role's permissions boundary is another
                    - `SESSION_DURATION_CHANGED`: the longest session of the role is another
                    - `TAGS_CHANGED`: tags of ours or of the spec are missing or have other values

                    Reported, and left to whoever made it:

                    - `FOREIGN_POLICY_ATTACHED`: a policy that is not ours is attached to the role
                    - `INLINE_POLICY_ADDED`: a policy was written into the role
                    - `PATH_CHANGED`: the role was made anew at another path
                    - `NOT_OURS`: it stands, but does not carry this environment's id
                    """)),
            Map.entry(EnvironmentState.class, new Description("EnvironmentState", """
                    Where an environment stands.

                    - `PROVISIONING`: accepted; role and policies are being made, and nobody can assume the role
                    - `AWAITING_INTEGRATION`: role and policies stand, the role denies everyone; Confluent's callback is awaited
                    - `UPDATING_TRUST`: the trust is being changed to what the latest integration asks for
                    - `ACTIVE`: Confluent's principal, and nobody else, can assume the role
                    - `UPDATING`: live IAM is being changed to a new spec, or back to the present one
                    - `FAILED`: nothing goes on without somebody's help; a retry goes on where it stopped
                    - `DELETING`: being torn down
                    """)),
            Map.entry(Plan.Action.class, new Description("PlannedAction", """
                    What would become of a thing in IAM.

                    - `CREATE`: it would be made
                    - `UPDATE`: it would be changed
                    - `DELETE`: it would be removed
                    - `NONE`: it would stay as it is
                    """)),
            Map.entry(ChainValidation.Reason.class, new Description("Reason", """
                    What is wrong with a line of the audit trail.

                    - `ALTERED`: it, or its hash, is not as it was written
                    - `MISSING`: it was removed, in the middle or at the end
                    - `INSERTED`: it was not written by the service
                    """)),
            Map.entry(StepState.class, new Description("StepState", """
                    Where a step stands.

                    - `PENDING`: not begun
                    - `RUNNING`: an attempt is under way, or was when its node died
                    - `WAITING`: to be attempted again later
                    - `DONE`: what it ensures is so
                    - `FAILED`: cannot succeed without somebody's help
                    - `CANCELLED`: not needed any more
                    """)),
            Map.entry(EnvironmentWorkflowKind.class, new Description("WorkflowKind", """
                    What is done to an environment.

                    - `PROVISION`: from nothing to a role that denies everyone, with its policies
                    - `UPDATE_TRUST`: the trust to what the latest integration asks for
                    - `UPDATE`: live IAM to a new spec
                    - `REPAIR`: live IAM back to the present spec
                    - `TEARDOWN`: everything that is ours away
                    """)),
            Map.entry(WorkflowState.class, new Description("WorkflowState", """
                    Where a workflow stands.

                    - `RUNNING`: a step is being executed or is due
                    - `WAITING`: between two attempts
                    - `SUCCEEDED`: all steps are done
                    - `FAILED`: a step cannot succeed without somebody's help; a retry goes on there
                    - `CANCELLED`: no longer wanted: another workflow took over
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
