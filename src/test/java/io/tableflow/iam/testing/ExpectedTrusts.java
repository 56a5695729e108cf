package io.tableflow.iam.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.TrustDocument;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The only two trust documents that the service may write, exactly as the Terraform module has them. */
public final class ExpectedTrusts {

    /** Nobody may assume the role. */
    public static final JsonNode DENY_ALL = parse("""
            {"Version": "2012-10-17",
             "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
            """);

    private static final Pattern PRINCIPAL = Pattern.compile("arn:aws:iam::\\d{12}:role/[\\w+=,.@/-]+");

    private ExpectedTrusts() {}

    /** Only this principal may assume the role, with this external id. */
    public static JsonNode exactly(String principal, String externalId) {
        return parse("""
                {"Version": "2012-10-17",
                 "Statement": [
                   {"Effect": "Allow",
                    "Principal": {"AWS": ["%1$s"]},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"sts:ExternalId": "%2$s"}}},
                   {"Effect": "Allow", "Principal": {"AWS": ["%1$s"]}, "Action": "sts:TagSession"}]}
                """.formatted(principal, externalId));
    }

    /** A document, for comparison. */
    public static JsonNode parse(String document) {
        return JsonMapper.shared().readTree(document);
    }

    /** Whether the service has set it, and not somebody else. */
    public static Predicate<TrustDocument> setByUs() {
        return it -> it.userAgent().contains("tableflow-iam");
    }

    /** Asserts, whatever the tests did, that the service never let in more than one principal with one external id. */
    public static void assertNeverWide(LocalAws aws) {
        assertThat(aws.trustDocuments().stream().filter(setByUs()).map(TrustDocument::document))
                .allSatisfy(document ->
                        assertThat(isNarrow(parse(document))).as(document).isTrue());
    }

    /** The spec's trust conditions may be added, because they only restrict. */
    private static boolean isNarrow(JsonNode trust) {
        String principal = trust.at("/Statement/0/Principal/AWS/0").asString("");
        String externalId =
                trust.at("/Statement/0/Condition/StringEquals/sts:ExternalId").asString("");
        return trust.equals(DENY_ALL)
                || (PRINCIPAL.matcher(principal).matches()
                        && externalId.length() >= 2
                        && withoutConditions(trust).equals(withoutConditions(exactly(principal, externalId))));
    }

    private static JsonNode withoutConditions(JsonNode trust) {
        JsonNode copy = trust.deepCopy();
        copy.at("/Statement").forEach(statement -> ((ObjectNode) statement).remove("Condition"));
        return copy;
    }
}
