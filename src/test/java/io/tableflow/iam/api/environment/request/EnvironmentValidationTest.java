package io.tableflow.iam.api.environment.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bad input is refused with the name of the field and the rule, and changes nothing. */
class EnvironmentValidationTest extends ServiceTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        name                           | {}
        name                           | {"name": null}
        name                           | {"name": ""}
        name                           | {"name": "Dev"}
        name                           | {"name": "-dev"}
        name                           | {"name": "dev-"}
        name                           | {"name": "a234567890123456789012345678901234567890"}
        name                           | {"name": "../dev"}
        name                           | {"name": "dev/../x"}
        name                           | {"name": "dev\\n"}
        name                           | {"name": "dév"}
        name                           | {"name": 5}
        accountId                      | {"name": "x", "accountId": "12345678901"}
        accountId                      | {"name": "x", "accountId": 123456789012}
        regions                        | {"name": "x", "regions": []}
        regions                        | {"name": "x", "regions": "eu-central-1"}
        regions                        | {"name": "x", "regions": ["eu-central-1", "eu-central-1"]}
        regions[1]                     | {"name": "x", "regions": ["eu-central-1", "Frankfurt"]}
        regions[0]                     | {"name": "x", "regions": [null]}
        bucket                         | {"name": "x", "bucket": "Bucket"}
        bucket                         | {"name": "x", "bucket": "a..b"}
        bucket                         | {"name": "x", "bucket": "b/*"}
        bucket                         | {"name": "x", "bucket": "192.168.0.1"}
        bucket                         | {"name": "x", "bucket": "xn--topics"}
        bucket                         | {"name": "x", "bucket": "topics-s3alias"}
        bucket                         | {"name": "x", "bucket": "topics--use1-az4--x-s3"}
        kmsKeyArns[0]                  | {"name": "x", "kmsKeyArns": ["*"]}
        kmsKeyArns[0]                  | {"name": "x", "kmsKeyArns": ["arn:aws:kms:eu-central-1:123456789012:alias/x"]}
        tags["aws:x"]                  | {"name": "x", "tags": {"aws:x": "y"}}
        tags.managed-by                | {"name": "x", "tags": {"managed-by": "me"}}
        tags["AWS:x"]                  | {"name": "x", "tags": {"AWS:x": "y"}}
        tags.Managed-By                | {"name": "x", "tags": {"Managed-By": "me"}}
        tags["Tableflow-IAM:x"]        | {"name": "x", "tags": {"Tableflow-IAM:x": "me"}}
        tags                           | {"name": "x", "tags": {"Environment": "a", "environment": "b"}}
        tags["tableflow-iam:environment-id"] | {"name": "x", "tags": {"tableflow-iam:environment-id": "me"}}
        tags["tableflow-\u0131am:environment-id"] | {"name": "x", "tags": {"tableflow-\u0131am:environment-id": "me"}}
        tags                           | {"name": "x", "tags": {"\u03c3": "a", "\u03c2": "b"}}
        tags.a                         | {"name": "x", "tags": {"a": "<b>"}}
        permissionsBoundaryArn         | {"name": "x", "permissionsBoundaryArn": "arn:aws:iam::123456789012:role/not-a-policy"}
        permissionsBoundaryArn         | {"name": "x", "permissionsBoundaryArn": "arn:aws:iam::123456789012:policy/x-confluent-tableflow-connection"}
        permissionsBoundaryArn         | {"name": "x", "permissionsBoundaryArn": "arn:aws:iam::123456789012:policy/a/X-confluent-tableflow-s3-permission"}
        permissionsBoundaryArn         | {"name": "x", "permissionsBoundaryArn": "arn:aws-cn:iam::aws:policy/PowerUserAccess"}
        permissionsBoundaryArn         | {"name": "x", "permissionsBoundaryArn": "arn:aws:iam::210987654321:policy/boundary"}
        kmsKeyArns[0]                  | {"name": "x", "kmsKeyArns": ["arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/k"]}
        regions[1]                     | {"name": "x", "regions": ["eu-central-1", "cn-north-1"]}
        regions[0]                     | {"name": "x", "regions": ["us-gov-west-1"]}
        maxSessionDurationSeconds      | {"name": "x", "maxSessionDurationSeconds": 3599}
        maxSessionDurationSeconds      | {"name": "x", "maxSessionDurationSeconds": 43201}
        maxSessionDurationSeconds      | {"name": "x", "maxSessionDurationSeconds": "3600"}
        trustConditions.sourceIps[0]   | {"name": "x", "trustConditions": {"sourceIps": ["300.0.0.1"]}}
        trustConditions.sourceIps[0]   | {"name": "x", "trustConditions": {"sourceIps": ["10.0.0.0/8"]}}
        trustConditions.sourceIps[1]   | {"name": "x", "trustConditions": {"sourceIps": ["203.0.113.0/24", "fd00::1"]}}
        trustConditions.validFrom      | {"name": "x", "trustConditions": {"validFrom": "tomorrow"}}
        trustConditions.validUntil     | {"name": "x", "trustConditions": {"validFrom": "2030-01-01T00:00:00Z", "validUntil": "2029-01-01T00:00:00Z"}}
        trustConditions.validUntil     | {"name": "x", "trustConditions": {"validUntil": "2020-01-01T00:00:00Z"}}
        trustConditions.validUntil     | {"name": "x", "trustConditions": {"validUntil": "1900000000"}}
        trustConditions.validUntil     | {"name": "x", "trustConditions": {"validUntil": "+10000-01-01T00:00:00Z"}}
        trustConditions.validFrom      | {"name": "x", "trustConditions": {"validFrom": "1969-12-31T23:59:59Z"}}
        glueDatabases                  | {"name": "x", "glueDatabases": []}
        glueDatabases                  | {"name": "x", "glueDatabases": "lkc-abc123"}
        glueDatabases                  | {"name": "x", "glueDatabases": ["lkc-a", "lkc-a"]}
        glueDatabases[0]               | {"name": "x", "glueDatabases": ["*"]}
        glueDatabases[1]               | {"name": "x", "glueDatabases": ["lkc-a", "LKC-A"]}
        glueDatabases[0]               | {"name": "x", "glueDatabases": ["a/b"]}
        glueDatabases[0]               | {"name": "x", "glueDatabases": ["${aws:username}"]}
        glueDatabases[0]               | {"name": "x", "glueDatabases": [""]}
        glueDatabases[0]               | {"name": "x", "glueDatabases": [null]}
        confluent                      | {"name": "x", "confluent": "env-abc12"}
        confluent.environmentId        | {"name": "x", "confluent": {}}
        confluent.environmentId        | {"name": "x", "confluent": {"environmentId": ""}}
        confluent.environmentId        | {"name": "x", "confluent": {"environmentId": "env abc"}}
        confluent.environmentId        | {"name": "x", "confluent": {"environmentId": "../env"}}
        confluent.displayName          | {"name": "x", "confluent": {"environmentId": "env-1", "displayName": ""}}
        confluent.displayName          | {"name": "x", "confluent": {"environmentId": "env-1", "displayName": " x"}}
        confluent.displayName          | {"name": "x", "confluent": {"environmentId": "env-1", "displayName": "a\\nb"}}
        confluent.displayName          | {"name": "x", "confluent": {"environmentId": "env-1", "displayName": "1234567890123456789012345678901234567890123456789012345678901"}}
        confluent.colour               | {"name": "x", "confluent": {"environmentId": "env-1", "colour": "red"}}
        deletionPolicy                 | {"name": "x", "deletionPolicy": "KEEP"}
        adoptExisting                  | {"name": "x", "adoptExisting": "yes"}
        colour                         | {"name": "x", "colour": "red"}
        trustConditions.colour         | {"name": "x", "trustConditions": {"colour": "red"}}
        """)
    void refusesABadFieldByItsName(String field, String body) {
        Answer refused = engineer.post("/environments", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.at("/code")).isEqualTo("invalid-request");
        assertThat(errors(refused)).containsExactly(field);
        assertThat(engineer.get("/environments/x").status()).isEqualTo(404);
    }

    @Test
    void namesAllBadFieldsAtOnce() {
        Answer refused = engineer.post("/environments", """
            {"name": "Dev", "bucket": "B", "colour": "red", "regions": "x", "trustConditions": {"sourceIps": ["x"]}}
            """);

        assertThat(errors(refused))
                .containsExactlyInAnyOrder("name", "bucket", "colour", "regions", "trustConditions.sourceIps[0]");
    }

    /** AWS takes 6144 characters for a managed policy, and raises that for nobody. */
    @Test
    void refusesMoreGlueDatabasesThanOnePolicyCanName() {
        String regions = "\"eu-central-1\", \"eu-west-1\", \"us-east-1\", \"us-east-2\"";
        String twelve = IntStream.range(0, 12)
                .mapToObj("\"orders_of_last_year_%02d\""::formatted)
                .collect(Collectors.joining(", "));

        Answer refused = engineer.post(
                "/environments?dryRun=true",
                "{\"name\": \"x\", \"regions\": [" + regions + "], \"glueDatabases\": [" + twelve + "]}");
        Answer fits =
                engineer.post("/environments?dryRun=true", "{\"name\": \"x\", \"glueDatabases\": [" + twelve + "]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(errors(refused)).containsExactly("glueDatabases");
        assertThat(refused.at("/errors/0/message")).contains("6144");
        assertThat(fits.status()).as(fits.text()).isEqualTo(200);
        assertThat(fits.json().at("/warnings")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'{', 400, malformed-json", "'', 400, ''", "'[]', 400, ''", "'{\"name\":\"x\"} x', 400, ''"})
    void refusesWhatIsNoJsonObject(String body, int status, String code) {
        Answer refused = engineer.post("/environments", body);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.at("/code")).contains(code);
    }

    @Test
    void refusesABodyThatIsTooLong() {
        Answer refused = engineer.post("/environments", "{\"name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.at("/code")).isEqualTo("payload-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "multipart/form-data",
                "nonsense",
                "application/yaml",
                "application/merge-patch+json"
            })
    void refusesATypeThatItCannotRead(String type) {
        Answer refused = engineer.send("POST", "/environments", "{\"name\":\"typed\"}", Map.of("Content-Type", type));

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    }

    private static List<String> errors(Answer answer) {
        return answer.json()
                .at("/errors")
                .valueStream()
                .map((JsonNode error) -> error.at("/field").asString())
                .toList();
    }
}
