package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A token that is limited to some environments does not reach the data of others by what its specs name. */
class ResourcePermissionsTest extends SecuredServiceTest {

    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/";

    @Test
    void aLimitedTokenMayNotNameWhatItsPatternsDoNotHave() {
        String spec = """
                {"name": "dev-reach", "bucket": "prod-confluent-topics-backup", "accountId": "999999999999",
                 "kmsKeyArns": ["%1$sdev-1", "%1$sprod-1"], "confluent": {"environmentId": "env-prod"}}""".formatted(KEY);

        for (Answer refused :
                List.of(devTeam.post("/environments", spec), devTeam.post("/environments?dryRun=true", spec))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.at("/code")).isEqualTo("forbidden");
            assertThat(fields(refused))
                    .containsExactly("bucket", "accountId", "kmsKeyArns[1]", "confluent.environmentId");
        }
        assertThat(operator.get("/environments/dev-reach").status()).isEqualTo(404);
    }

    @Test
    void itMayNameTheBucketOfTheEnvironmentsOwnNameAndWhatItsPatternsHave() {
        assertThat(devTeam.post("/environments", """
                        {"name": "dev-own", "bucket": "dev-own-confluent-topics-backup"}""").status()).isEqualTo(202);
        assertThat(devTeam.post("/environments", """
                        {"name": "dev-granted", "bucket": "dev-data-1", "kmsKeyArns": ["%sdev-1"]}""".formatted(KEY)).status()).isEqualTo(202);
    }

    /** The service's key may create integrations in every Confluent environment, whoever asks. */
    @Test
    void anIntegrationIsCreatedOnlyWhereTheTokenMayHaveOne() {
        String spec = "{\"name\": \"dev-placed\", \"confluent\": {\"environmentId\": \"%s\"}}";

        assertThat(fields(devTeam.post("/environments?dryRun=true", spec.formatted("env-prod1"))))
                .containsExactly("confluent.environmentId");
        assertThat(devTeam.post("/environments?dryRun=true", spec.formatted("env-dev1"))
                        .status())
                .isNotEqualTo(403);
    }

    @Test
    void itMayRepeatWhatItsEnvironmentHasAlready() {
        operator.post("/environments", """
                {"name": "dev-given", "bucket": "given-by-others", "kmsKeyArns": ["%sprod-1"]}""".formatted(KEY));

        Answer repeated = devTeam.put("/environments/dev-given", """
                {"bucket": "given-by-others", "kmsKeyArns": ["%sprod-1"], "tags": {"team": "dev"}}""".formatted(KEY));
        Answer another = devTeam.put("/environments/dev-given", """
                {"bucket": "given-by-others-too", "kmsKeyArns": ["%sprod-2"]}""".formatted(KEY));

        assertThat(repeated.status()).isEqualTo(202);
        assertThat(another.status()).isEqualTo(403);
        assertThat(fields(another)).containsExactly("bucket", "kmsKeyArns[0]");
    }

    @Test
    void aBucketThatAHiddenEnvironmentHasIsNotSharedWithoutSomebodyWhoSeesBoth() {
        operator.post("/environments", "{\"name\": \"prod-hidden\", \"bucket\": \"dev-data-of-prod\"}");
        String spec = "{\"name\": \"dev-sharing\", \"bucket\": \"dev-data-of-prod\"}";

        Answer refused = devTeam.post("/environments", spec);
        Answer accepted = operator.post("/environments", spec);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("bucket-in-use");
        assertThat(refused.text()).doesNotContain("prod-hidden");
        assertThat(accepted.status()).isEqualTo(202);
    }

    @Test
    void oneOfTwoTeamsThatAskForABucketAtTheSameMomentGetsIt() {
        List<ApiClient> teams = List.of(team("red"), team("blue"));

        List<Integer> statuses = teams.parallelStream()
                .map(team -> team.post(
                                "/environments",
                                "{\"name\": \"%s-contested\", \"bucket\": \"contested\"}"
                                        .formatted(team == teams.getFirst() ? "red" : "blue"))
                        .status())
                .toList();

        assertThat(statuses).containsExactlyInAnyOrder(202, 409);
    }

    private ApiClient team(String name) {
        return with(issuer().claims(name)
                .claim("scope", "environments:write")
                .claim(ENVIRONMENTS, name + "-*")
                .claim("buckets", List.of("contested")));
    }

    @Test
    void aLimitedJwtWithoutPatternsMayNameNothingElse() {
        Answer refused = jwt("limited", "environments:write", "dev-*")
                .post("/environments", "{\"name\": \"dev-by-subject\", \"bucket\": \"dev-data-2\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(fields(refused)).containsExactly("bucket");
    }

    private static List<String> fields(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map((JsonNode error) -> error.path("field").asString())
                .toList();
    }
}
