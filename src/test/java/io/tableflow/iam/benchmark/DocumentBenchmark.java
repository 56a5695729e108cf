package io.tableflow.iam.benchmark;

import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.testing.ConfluentPipeline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;

/** The pure code that a sweep runs for every environment: rendering what is desired, and comparing it with what is found. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DocumentBenchmark {

    private static final AwsAccount ACCOUNT = new AwsAccount("aws", "123456789012");

    private final TrustedPrincipal principal = new TrustedPrincipal(
            RoleArn.parse(ConfluentPipeline.PRINCIPAL).orElseThrow(), ConfluentPipeline.EXTERNAL_ID);
    private final PolicyDocument rendered = PolicyRenderer.s3("aws", "dev-confluent-topics-backup", List.of());

    /** The same with white space, as somebody has pasted it. */
    private final PolicyDocument reformatted =
            new PolicyDocument(rendered.json().replace(",", ", "));

    /** All three documents of an environment. */
    @Benchmark
    public List<PolicyDocument> render() {
        return List.of(
                PolicyRenderer.trust(principal, TrustConditions.none()),
                PolicyRenderer.s3("aws", "dev-confluent-topics-backup", List.of()),
                PolicyRenderer.glue(ACCOUNT, List.of("eu-central-1"), List.of()));
    }

    /** Two documents whose texts are equal, as nearly all are. */
    @Benchmark
    public boolean compareEqual() {
        return rendered.sameAs(new PolicyDocument(rendered.json()));
    }

    /** Two documents of which only the texts differ. */
    @Benchmark
    public boolean compareReformatted() {
        return rendered.sameAs(reformatted);
    }

    /** What every comparison of such texts has to do at least. */
    @Benchmark
    public List<Optional<JsonNode>> parseBoth() {
        return List.of(PolicyJson.parse(rendered.json()), PolicyJson.parse(reformatted.json()));
    }
}
