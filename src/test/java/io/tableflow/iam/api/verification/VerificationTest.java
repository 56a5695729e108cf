package io.tableflow.iam.api.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** What tests of verifications have in common. */
abstract class VerificationTest extends ServiceTest {

    static final String REGION = "eu-central-1";

    private static final String NOTHING_ELSE = "";

    /** An environment that Confluent can use, with its bucket, and whose last change was a while ago. */
    final void settled(String name) {
        settled(name, "", REGION);
    }

    /**
     * The same.
     *
     * @param more of its spec, from the comma
     */
    final void settled(String name, String more, String region) {
        engineer.post("/environments", "{\"name\": \"" + name + "\"" + more + "}");
        engineer.awaitState(name, "AWAITING_INTEGRATION");
        confluent.callBack(name);
        engineer.awaitState(name, "ACTIVE");
        createBucket(name, region);
        pass(Duration.ofSeconds(16));
    }

    final Answer verify(String name) {
        Answer answer = engineer.post("/environments/" + name + "/verification", NOTHING_ELSE);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    static JsonNode check(Answer report, String name) {
        return report.json()
                .path("checks")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The checks that have not passed, but for those about what the environment does not have, with their messages. */
    static Map<String, String> notPassed(Answer report) {
        Map<String, String> notPassed = new TreeMap<>();
        report.json().path("checks").forEach(it -> {
            if (!it.path("status").asString().equals("PASSED")
                    && !it.path("reason").asString("").equals("NOT_APPLICABLE")) {
                notPassed.put(it.path("name").asString(), it.path("message").asString());
            }
        });
        return notPassed;
    }

    static String bucketOf(String environment) {
        return environment + "-confluent-topics-backup";
    }

    /** The bucket of an environment, as S3 makes buckets. */
    static void createBucket(String environment) {
        createBucket(environment, REGION);
    }

    private static void createBucket(String environment, String region) {
        try (S3Client s3 = ourselves().s3(region)) {
            s3.createBucket(it -> it.bucket(bucketOf(environment))
                    .createBucketConfiguration(where -> where.locationConstraint(region)));
        }
    }

    /** What the checks of a question come to. */
    static String verdict(Answer report, String question) {
        return report.json()
                .path("questions")
                .valueStream()
                .filter(it -> it.path("question").asString().equals(question))
                .map(it -> it.path("verdict").asString())
                .findFirst()
                .orElseThrow();
    }
}
