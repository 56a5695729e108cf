package io.tableflow.iam.api.accesscheck;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.accesscheck.AccessQuestion;
import io.tableflow.iam.http.json.StrictBody;
import io.tableflow.iam.policy.evaluation.PolicySet;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a question on access. */
@StrictBody
@AnswerableQuestion
@SuppressWarnings("MultipleNullnessAnnotations") // what must be there may be missing until it has been validated
@Schema(
        name = "AccessCheckRequest",
        description = "May this principal take this action on this resource? Has either `environment` or `policies`.")
record AccessCheckRequest(
        @Schema(
                description = "The environment whose live documents answer. The principal or the resource is its role.",
                example = "dev")
        @Pattern(
                regexp = "[a-z0-9]([a-z0-9-]{0,37}[a-z0-9])?",
                message = "must be 1-39 of a-z, 0-9 and hyphens, and begin and end with a letter or digit")
        @Nullable
        String environment,

        @Schema(
                description =
                        "Who asks: the ARN of a user, role, role session, federated user, identity provider or root"
                                + " user; an account; the name of an AWS service or identity provider; or `anonymous`.",
                example = "arn:aws:iam::851725421142:role/confluent-role")
        @NotNull(message = "is required")
        @Nullable
        String principal,

        @Schema(description = "The action, without wildcards.", example = "sts:AssumeRole")
        @NotNull(message = "is required")
        @Pattern(
                regexp = "[A-Za-z0-9-]{1,64}:[A-Za-z0-9_]{1,128}",
                message = "must be one action such as sts:AssumeRole, without wildcards")
        @Nullable
        String action,

        @Schema(
                description =
                        "The ARN of the resource, whose wildcards would count as letters; `*` for an action that is"
                                + " not about one.",
                example = "arn:aws:iam::123456789012:role/dev-confluent-role")
        @NotNull(message = "is required")
        @Size(max = 2048, message = "must have at most 2048 characters")
        @Pattern(regexp = "\\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+", message = "must be an ARN, or *")
        @Nullable
        String resource,

        @Schema(
                description = "The account that the resource is in. Default: that of its ARN, or else our own; ARNs of"
                        + " buckets have none.",
                example = "123456789012")
        @Pattern(regexp = "[0-9]{12}", message = "must be an AWS account id of 12 digits")
        @Nullable
        String resourceAccount,

        @Schema(
                description = "The condition keys of the request, with their values. A single value may be sent without"
                        + " the list; an empty list says that the request does not have the key. What a caller itself"
                        + " sends, such as `sts:ExternalId` and tags, is not sent where it is not listed; everything else"
                        + " that is not listed is unknown, except that the request is made now.",
                example = "{\"sts:ExternalId\": [\"b6ee7e3c-d2c9-4a9d-8d2f-0a6b7a0f4c1e\"]}")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Size(max = 100, message = "must have at most 100 keys")
        @Nullable
        Map<
                        @Size(min = 1, max = 256, message = "must have a key of 1-256 characters") String,
                        @NotNull(message = "must not be null")
                                @Size(max = 100, message = "must have at most 100 values") List<
                                @NotNull(message = "must not be null")
                                @Size(max = 2048, message = "must have at most 2048 characters") String>>
                context,

        @Schema(description = "The documents that answer, instead of those of an environment.") @Valid @Nullable
        PoliciesRequest policies) {

    AccessQuestion toQuestion() {
        return new AccessQuestion(
                RequestPrincipal.parse(Objects.requireNonNull(principal)).orElseThrow(),
                Objects.requireNonNull(action),
                Objects.requireNonNull(resource),
                resourceAccount,
                RequestContext.of(context == null ? Map.of() : context));
    }

    /** The documents that are given; what is not given can't be seen. */
    PolicySet toPolicies() {
        return Objects.requireNonNull(policies).toPolicies(Objects.requireNonNull(resource));
    }
}
