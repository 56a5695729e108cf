package io.tableflow.iam.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.http.HttpTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictBodyTest extends HttpTest {

    private static final String PATH = "/environments/strict";

    @Test
    void readsWhatIsRight() {
        Reply reply = post(PATH, """
                {"name": "dev", "maxSessionDurationSeconds": 3600, "adoptExisting": true, "deletionPolicy": "RETAIN",
                 "regions": ["eu-central-1"], "tags": {"owner": "data"}, "ratio": 1, "rules": [{"id": "a", "weight": 1}],
                 "trustConditions": {"sourceIps": ["10.0.0.0/8"], "validFrom": "2026-01-01T00:00:00Z",
                                     "validUntil": "2026-01-02T00:00:00+01:00"}}
                """);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .contains(
                        "\"name\":\"dev\"", "\"validUntil\":\"2026-01-01T23:00:00Z\"", "\"deletionPolicy\":\"RETAIN\"");
    }

    @Test
    void takesNullForAbsent() {
        assertThat(post(PATH, "{\"name\": \"dev\", \"regions\": null, \"rules\": [{\"id\": \"a\", \"weight\": null}]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        Reply reply = post(PATH, """
                {"nmae": "dev",
                 "maxSessionDurationSeconds": 50000,
                 "adoptExisting": "true",
                 "deletionPolicy": "KEEP",
                 "regions": ["eu-central-1", 7, "mars"],
                 "tags": {"owner": "somebody", "team": 3, "nobody": null},
                 "trustConditions": {"sourceIps": ["10.0.0.0/8", "hunter2", null], "validFrom": "yesterday", "colour": {}},
                 "rules": [{"weight": 1.5}, "x", {"id": "b", "extra": [1]}]}
                """);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid-request");
        assertThat(reply.detail()).isEqualTo("18 fields are not valid; see errors.");
        assertThat(reply.errors())
                .containsExactly(
                        "adoptExisting: must be true or false",
                        "deletionPolicy: must be one of DELETE, RETAIN",
                        "maxSessionDurationSeconds: must be less than or equal to 43200",
                        "name: must not be null",
                        "nmae: is not a known field",
                        "regions[1]: must be a string",
                        "regions[2]: must be a region",
                        "rules[0].id: must not be null",
                        "rules[0].weight: must be a whole number",
                        "rules[1]: must be an object",
                        "rules[2].extra: is not a known field",
                        "tags.nobody: must not be null",
                        "tags.owner: must be short",
                        "tags.team: must be a string",
                        "trustConditions.colour: is not a known field",
                        "trustConditions.sourceIps[1]: must be a CIDR",
                        "trustConditions.sourceIps[2]: must not be null",
                        "trustConditions.validFrom: must be a point in time such as 2026-01-31T12:00:00Z");
        assertThat(reply.text()).doesNotContain("hunter2", "yesterday", "KEEP", "mars");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 5}                                           | name: must be a string",
                "{'name': true}                                        | name: must be a string",
                "{'name': ['dev']}                                     | name: must be a string",
                "{'name': {'a': 1}}                                    | name: must be a string",
                "{'name': 'dev', 'maxSessionDurationSeconds': '5'}     | maxSessionDurationSeconds: must be a whole number",
                "{'name': 'dev', 'maxSessionDurationSeconds': ''}      | maxSessionDurationSeconds: must be a whole number",
                "{'name': 'dev', 'maxSessionDurationSeconds': 5.0}     | maxSessionDurationSeconds: must be a whole number",
                "{'name': 'dev', 'maxSessionDurationSeconds': true}    | maxSessionDurationSeconds: must be a whole number",
                "{'name': 'dev', 'maxSessionDurationSeconds': 1e99}    | maxSessionDurationSeconds: must be a whole number",
                "{'name': 'dev', 'maxSessionDurationSeconds': 9999999999} | maxSessionDurationSeconds: is a number out of range",
                "{'name': 'dev', 'adoptExisting': 1}                   | adoptExisting: must be true or false",
                "{'name': 'dev', 'deletionPolicy': 0}                  | deletionPolicy: must be one of DELETE, RETAIN",
                "{'name': 'dev', 'deletionPolicy': ''}                 | deletionPolicy: must be one of DELETE, RETAIN",
                "{'name': 'dev', 'ratio': '1.5'}                       | ratio: must be a number",
                "{'name': 'dev', 'regions': 'eu-central-1'}            | regions: must be a list",
                "{'name': 'dev', 'regions': {}}                        | regions: must be a list",
                "{'name': 'dev', 'regions': []}                        | regions: must not be empty",
                "{'name': 'dev', 'regions': [null]}                    | regions[0]: must not be null",
                "{'name': 'dev', 'tags': []}                           | tags: must be an object",
                "{'name': 'dev', 'tags': {'waytoolong': 'x'}}          | tags.waytoolong: size must be between 0 and 8",
                "{'name': 'dev', 'trustConditions': ''}                | trustConditions: must be an object",
                "{'name': 'dev', 'trustConditions': []}                | trustConditions: must be an object",
                "{'name': 'dev', 'trustConditions': {'validFrom': 1700000000}} | trustConditions.validFrom: must be a point in time such as 2026-01-31T12:00:00Z",
                "{'name': 'dev', 'a b': 1}                             | [\"a b\"]: is not a known field",
                "{'name': 'a\\u0000b'}                                 | name: must not hold U+0000 or half of a surrogate pair",
                "{'name': 'dev', 'tags': {'a': '\\ud800'}}             | tags.a: must not hold U+0000 or half of a surrogate pair",
                "[]                                                    | : must be a JSON object",
                "null                                                  | : must be a JSON object",
                "'text'                                                | : must be a JSON object",
            })
    void coercesNothing(String body, String error) {
        Reply reply = post(PATH, body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid-request");
        assertThat(reply.errors()).containsExactly(error);
    }

    @Test
    void checksFieldsAgainstEachOther() {
        Reply reply = post(PATH, """
                {"name": "dev", "trustConditions": {"validFrom": "2026-01-02T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"}}
                """);

        assertThat(reply.errors()).containsExactly("trustConditions.validUntilLater: must be after validFrom");
    }

    @Test
    void passesOnWhatAConstructorHasToSay() {
        Reply reply = post(PATH + "/account", "{\"id\": \"hunter2\"}");

        assertThat(reply.errors()).containsExactly(": must have 12 digits");
        assertThat(post(PATH + "/account", "{\"id\": 5}").errors()).containsExactly("id: must be a string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 'dev'                     | the document ends before it is complete",
                "{'name': 'dev', 'name': 'prod'}    | an object has the same property twice",
                "{'name': 'dev'} {}                 | there is something behind the end of the document",
                "{'name': 'dev'} x                  | a value is expected",
                "{'name': 'dev',}                   | a property name in double quotes is expected",
                "{'name': dev}                      | a value is expected",
                "{name: 'dev'}                      | a property name in double quotes is expected",
                "{'name': 'dev' 'a': 1}             | a comma or a closing bracket is expected",
                "{'name': 'a\\xb'}                  | a string has an escape that JSON does not know",
                "{'ratio': 01}                      | a number must not start with 0",
                "{'ratio': NaN}                     | a value is expected",
                "{'name': 'dev'} // comment         | there is a character that does not belong here",
                "]                                  | a closing bracket has no opening one",
            })
    void saysWhereAndWhyItIsNoJson(String body, String reason) {
        Reply reply = post(PATH, body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("malformed-json");
        assertThat(reply.detail()).matches("Line 1, column \\d+: .*").contains(reason);
        assertThat(reply.detail()).doesNotContain("dev", "prod", "comment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n "})
    void saysThatABodyIsEmpty(String body) {
        Reply reply = post(PATH, body);

        assertThat(reply.code()).isEqualTo("malformed-json");
        assertThat(reply.detail()).isEqualTo("The body is empty; a JSON object is expected.");
    }

    @Test
    void readsUtf8AndNothingElse() {
        assertThat(bytes("{\"name\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))
                        .detail())
                .isEqualTo("The body is not valid UTF-8.");
        assertThat(bytes("{\"name\": \"dev\"}".getBytes(StandardCharsets.UTF_16LE))
                        .code())
                .isEqualTo("malformed-json");
        assertThat(bytes("\uFEFF{\"name\": \"dev\"}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givesUpOnDocumentsMadeToHurt() {
        assertThat(post(PATH, "{\"a\":".repeat(5_000)).detail()).contains("nested too deeply");
        assertThat(post(PATH, "{\"name\": \"" + "x".repeat(70_000) + "\"}").detail())
                .contains("a string is too long");
        assertThat(post(PATH, "{\"ratio\": " + "1".repeat(2_000) + "}").detail())
                .contains("a number is too long");
        assertThat(post(PATH, "{\"" + "x".repeat(5_000) + "\": 1}").detail()).contains("a property name is too long");
    }

    @Test
    void stopsCountingAtFifty() {
        String fields =
                IntStream.range(0, 10_000).mapToObj(i -> "\"f" + i + "\": " + i).collect(Collectors.joining(","));

        Reply reply = post(PATH, "{" + fields + "}");

        assertThat(reply.errors()).hasSize(50);
    }

    @Test
    void wantsToBeToldThatItIsJson() {
        assertThat(send("POST", PATH, BodyPublishers.ofString("{}"), OPERATOR).status())
                .isEqualTo(415);
        Reply reply = send("POST", PATH, BodyPublishers.ofString("{}"), OPERATOR, "Content-Type", "text/plain");
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.detail()).contains("application/json");
    }

    private Reply bytes(byte[] body) {
        return send("POST", PATH, BodyPublishers.ofByteArray(body), OPERATOR, "Content-Type", "application/json");
    }
}
