package io.tableflow.iam.api.policy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tableflow.iam.api.environment.EnvironmentNameParameter;
import io.tableflow.iam.api.openapi.ApiProblems;
import io.tableflow.iam.api.openapi.ApiSuccess;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.revision.PolicyHistory;
import io.tableflow.iam.environment.revision.PolicyRevision;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The documents that should stand in IAM. */
@RestController
@Tag(name = "Policies", description = "The documents that should stand in IAM.")
class PolicyController {

    private final EnvironmentCommands requests;
    private final PolicyHistory history;

    PolicyController(EnvironmentCommands requests, PolicyHistory history) {
        this.requests = requests;
        this.history = history;
    }

    @GetMapping("/environments/{name}/policies")
    @Operation(
            operationId = "getPolicies",
            summary = "Look at an environment's policies",
            description = "The trust policy and the two permission policies as they should stand, rendered from the"
                    + " environment's row. IAM is not asked.")
    @ApiSuccess(value = "The three documents.", examples = "policies")
    @ApiProblems("environment-not-found")
    @Transactional(readOnly = true)
    public Policies policies(@EnvironmentNameParameter @PathVariable String name) {
        Environment environment = requests.get(name);
        AwsAccount account = environment.account();
        EnvironmentSpec spec = environment.spec();
        return new Policies(
                policy(environment, PolicyKind.TRUST, DesiredPolicies.trust(environment)),
                policy(environment, PolicyKind.S3, account == null ? null : DesiredPolicies.s3(spec, account)),
                policy(environment, PolicyKind.GLUE, account == null ? null : DesiredPolicies.glue(spec, account)));
    }

    private Policy policy(Environment environment, PolicyKind kind, @Nullable PolicyDocument document) {
        return new Policy(
                document == null ? null : document.json(),
                history.latest(environment, kind).map(PolicyRevision::number).orElse(null));
    }

    /** The three documents of an environment. */
    @Schema(description = "The three documents that should stand in IAM.")
    record Policies(
            @Schema(description = "Who may assume the role.")
            Policy trust,

            @Schema(description = "What the role may do in the bucket.")
            Policy s3,

            @Schema(description = "What the role may do in the Glue catalog.")
            Policy glue) {}

    /** One document. */
    @Schema(name = "Policy", description = "A document that should stand in IAM.")
    record Policy(
            @Schema(
                    description =
                            "The document; null until the environment's account is known, moments after the POST.",
                    types = "object")
            @JsonRawValue
            @Nullable
            String document,

            @Schema(
                    description = "Counts the documents that were applied, from 1; null before the first.",
                    example = "1")
            @Nullable
            Integer revision) {}
}
