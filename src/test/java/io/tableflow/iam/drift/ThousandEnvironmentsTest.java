package io.tableflow.iam.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import io.tableflow.iam.testing.TestSample;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * The cost of sweeping a thousand intact environments, counted. {@code verify} has a fifth of them, and an IAM with
 * pages of a fifth of the usual size; {@code -Pexhaustive} has all.
 */
class ThousandEnvironmentsTest {

    private static final int ENVIRONMENTS = TestSample.size(200, 1000);
    private static final String MODEL = "env-0000";

    private final LocalAws aws = LocalAws.start();
    private final TestDatabase database = TestDatabase.create();

    @Test
    void aSweepOfThemIsFourCallsAndOneRow() {
        try (aws;
                Node node = Node.start(database, aws)) {
            ApiClient engineer = new ApiClient(node.uri());
            engineer.post("/environments", "{\"name\":\"" + MODEL + "\"}");
            engineer.awaitState(MODEL, "AWAITING_INTEGRATION");
            new ConfluentPipeline(engineer).callBack(MODEL);
            engineer.awaitState(MODEL, "ACTIVE");
            multiply(ENVIRONMENTS);
            aws.largestPage(ENVIRONMENTS);
            DriftSweep sweep = node.bean(DriftSweep.class);

            for (int run = 0; run < 2; run++) {
                String rows = database.lastWrites(AccountSweepTest.WATCHED);
                int before = aws.calls().size();

                sweep.run(() -> false);

                assertThat(aws.calls().subList(before, aws.calls().size()))
                        .extracting(RecordedCall::operation)
                        .containsExactly(
                                "ListRoles",
                                "GetAccountAuthorizationDetails",
                                "GetAccountAuthorizationDetails",
                                "GetAccountAuthorizationDetails");
                assertThat(database.lastWrites(AccountSweepTest.WATCHED)).isEqualTo(rows);
                assertThat(database.client()
                                .sql("select environments, drifted, failure from drift_sweep")
                                .query()
                                .singleRow())
                        .containsEntry("environments", ENVIRONMENTS)
                        .containsEntry("drifted", 0)
                        .containsEntry("failure", null);
            }
        }
    }

    /** The others are copies of the first, in the database and in IAM, as the service would have created them. */
    private void multiply(int total) {
        try (IamClient iam = AwsUser.ofAccount(aws.endpoint(), Node.ACCOUNT).iam();
                ExecutorService workers = Executors.newFixedThreadPool(8)) {
            Copies copies = Copies.of(iam);
            IntStream.range(1, total).forEach(n -> workers.execute(() -> copies.make(iam, database, n)));
        }
        assertThat(database.client()
                        .sql("select count(*) from environment where state = 'ACTIVE'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(total);
    }

    private record Copies(String trust, String s3, String glue, List<Tag> tags) {

        static Copies of(IamClient iam) {
            return new Copies(
                    decoded(iam.getRole(it -> it.roleName(MODEL + "-confluent-role"))
                            .role()
                            .assumeRolePolicyDocument()),
                    document(iam, MODEL + "-confluent-tableflow-s3-permission"),
                    document(iam, MODEL + "-confluent-tableflow-connection"),
                    iam.getRole(it -> it.roleName(MODEL + "-confluent-role"))
                            .role()
                            .tags());
        }

        void make(IamClient iam, TestDatabase database, int n) {
            String name = "env-%04d".formatted(n);
            UUID id = UUID.randomUUID();
            database.client()
                    .sql("""
                            insert into environment select (jsonb_populate_record(e, replace(to_jsonb(e)::text, :model, :name)::jsonb
                                || jsonb_build_object('id', :id))).* from environment e where name = :model""")
                    .params(Map.of("model", MODEL, "name", name, "id", id.toString()))
                    .update();
            List<Tag> tags = tags().stream()
                    .map(tag -> tag.key().endsWith("environment-id")
                            ? tag.copy(it -> it.value(id.toString()))
                            : tag.copy(it -> it.value(tag.value().replace(MODEL, name))))
                    .toList();
            iam.createRole(it -> it.roleName(name + "-confluent-role")
                    .assumeRolePolicyDocument(trust)
                    .tags(tags));
            attach(iam, name, name + "-confluent-tableflow-s3-permission", s3.replace(MODEL, name), tags);
            attach(iam, name, name + "-confluent-tableflow-connection", glue, tags);
        }

        private static void attach(IamClient iam, String name, String policy, String document, List<Tag> tags) {
            String arn = iam.createPolicy(
                            it -> it.policyName(policy).policyDocument(document).tags(tags))
                    .policy()
                    .arn();
            iam.attachRolePolicy(it -> it.roleName(name + "-confluent-role").policyArn(arn));
        }

        private static String document(IamClient iam, String policy) {
            String arn = "arn:aws:iam::" + Node.ACCOUNT + ":policy/" + policy;
            return decoded(iam.getPolicyVersion(it -> it.policyArn(arn).versionId("v1"))
                    .policyVersion()
                    .document());
        }

        private static String decoded(String document) {
            return URLDecoder.decode(document, StandardCharsets.UTF_8);
        }
    }
}
