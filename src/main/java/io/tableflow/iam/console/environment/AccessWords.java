package io.tableflow.iam.console.environment;

import io.tableflow.iam.drift.DriftReport;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.trust.TrustDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says who can assume the role of an environment. What live IAM was seen to say comes before what was written to it. */
final class AccessWords {

    private AccessWords() {}

    static List<String> of(Environment environment, @Nullable DriftReport drift) {
        List<String> sentences = new ArrayList<>();
        if (drift != null) {
            drift.differences().stream()
                    .filter(it -> it.kind() == Difference.Kind.TRUST_CHANGED)
                    .findFirst()
                    .map(Difference::actual)
                    .ifPresent(live -> sentences.add("When it was last compared, the live trust was not ours: "
                            + TrustDescription.of(new PolicyDocument(live)) + "."));
        }
        ProviderIntegration trusted = environment.observed().trusted();
        if (environment.observed().resources().role().arn() == null) {
            sentences.add("Nobody: there is no role yet.");
        } else if (trusted == null) {
            sentences.add("Nobody: the service wrote a trust that denies everyone.");
        } else {
            sentences.add((sentences.isEmpty() ? "Only " : "It should be only ") + trusted.iamRoleArn()
                    + ", with its external id.");
        }
        ProviderIntegration desired = environment.desired().integration();
        if (desired != null && !desired.asksForSameTrustAs(trusted)) {
            sentences.add("The trust is about to be set to " + desired.iamRoleArn() + ".");
        }
        TrustConditions conditions = environment.spec().trustConditionsOrNone();
        if (!conditions.sourceIps().isEmpty()) {
            sentences.add("Only from " + String.join(", ", conditions.sourceIps()) + ".");
        }
        if (conditions.validFrom() != null) {
            sentences.add("Not before " + conditions.validFrom() + ".");
        }
        if (conditions.validUntil() != null) {
            sentences.add("Until " + conditions.validUntil() + ".");
        }
        return sentences;
    }
}
