package io.tableflow.iam.policy.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import io.tableflow.iam.policy.trust.TrustFinding.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each claim about a trust, on a sound one and on one that is broken in just that way. */
class TrustJudgeTest {

    private static final RoleArn ROLE =
            RoleArn.parse("arn:aws:iam::123456789012:role/dev-confluent-role").orElseThrow();
    private static final String CONFLUENT = "arn:aws:iam::851725421142:role/cspi-42o61";
    private static final String ID = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11";
    private static final TrustedPrincipal EXPECTED =
            new TrustedPrincipal(RoleArn.parse(CONFLUENT).orElseThrow(), ID);
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final String WITH_ID = ", \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"" + ID + "\"}}";

    @Test
    void everyClaimHoldsOfTheTrustThatTheServiceWrites() {
        assertThat(broken(PolicyRenderer.trust(EXPECTED, TrustConditions.none()), EXPECTED, TrustConditions.none()))
                .isEmpty();
    }

    @Test
    void everyClaimHoldsUnderConditionsThatCanBeMet() {
        TrustConditions conditions = new TrustConditions(
                List.of("203.0.113.0/24"), NOW.minusSeconds(60), Instant.parse("2031-01-01T00:00:00Z"));

        assertThat(broken(PolicyRenderer.trust(EXPECTED, conditions), EXPECTED, conditions))
                .isEmpty();
    }

    @Test
    void nobodyIsLetInBeforeTheIntegrationIsKnown() {
        TrustJudge judge = judge(PolicyRenderer.denyAll(), null, TrustConditions.none());

        assertThat(TrustClaim.values())
                .allSatisfy(claim -> assertThat(judge.judge(claim).status())
                        .as(claim.slug())
                        .isIn(Status.HOLDS, Status.NOT_APPLICABLE));
        assertThat(judge.judge(TrustClaim.CONFLUENT_CAN_ASSUME).status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(judge.judge(TrustClaim.ASSUME_BY_OWN_ADMINISTRATOR_DENIED).status())
                .isEqualTo(Status.HOLDS);
    }

    @Test
    void confluentDoesNotGetInWhereTheTrustDeniesEveryone() {
        TrustFinding finding = judge(PolicyRenderer.denyAll(), EXPECTED, TrustConditions.none())
                .judge(TrustClaim.CONFLUENT_CAN_ASSUME);

        assertThat(finding.status()).isEqualTo(Status.BROKEN);
        assertThat(finding.sentence()).contains("with an explicit deny in a role trust policy");
    }

    /** What is added to the sound trust, and the claim that names it. A wider hole breaks further claims. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"AWS": "CONFLUENT"}                                      | sts:AssumeRole | -  | ASSUME_WITHOUT_EXTERNAL_ID_DENIED
        {"AWS": "CONFLUENT"}                                      | sts:AssumeRole | {"StringLike": {"sts:ExternalId": "*"}} | ASSUME_WITH_OTHER_EXTERNAL_ID_DENIED
        {"AWS": "CONFLUENT"}                                      | sts:AssumeRole | {"StringEqualsIgnoreCase": {"sts:ExternalId": "ID"}} | ASSUME_WITH_EXTERNAL_ID_IN_OTHER_CASE_DENIED
        {"AWS": "CONFLUENT"}                                      | sts:AssumeRole | {"StringEquals": {"aws:RequestTag/tableflow": "true"}} | ASSUME_WITH_SESSION_TAGS_BUT_NO_EXTERNAL_ID_DENIED
        {"AWS": "arn:aws:iam::851725421142:role/cspi-other"}      | sts:AssumeRole | id | ASSUME_BY_OTHER_ROLE_OF_CONFLUENT_DENIED
        {"AWS": "arn:aws:iam::851725421142:root"}                 | sts:AssumeRole | id | ASSUME_BY_ACCOUNT_OF_CONFLUENT_DENIED
        {"AWS": "123456789012"}                                   | sts:AssumeRole | id | ASSUME_BY_OWN_ACCOUNT_DENIED
        {"AWS": "arn:aws:iam::123456789012:role/Administrator"}   | sts:AssumeRole | -  | ASSUME_BY_OWN_ADMINISTRATOR_DENIED
        {"AWS": "*"}                                              | sts:AssumeRole | id | ASSUME_BY_OTHER_ACCOUNT_DENIED
        "*"                                                       | sts:AssumeRole | -  | ASSUME_BY_ANONYMOUS_DENIED
        {"Service": "glue.amazonaws.com"}                         | sts:AssumeRole | -  | ASSUME_BY_SERVICE_DENIED
        {"Federated": "arn:aws:iam::123456789012:saml-provider/a"} | sts:AssumeRoleWithSAML | - | ASSUME_WITH_SAML_DENIED
        {"Federated": "accounts.google.com"}                      | sts:AssumeRoleWithWebIdentity | - | ASSUME_WITH_WEB_IDENTITY_DENIED
        {"AWS": "*"}                                              | sts:TagSession | -  | TAG_SESSION_BY_OTHERS_DENIED
        {"AWS": "arn:aws:iam::414351767826:role/unity"}           | sts:AssumeRole | id | NOBODY_ELSE_LET_IN
        """)
    void namesEachWayInThatIsOpen(String principal, String action, String condition, TrustClaim claim) {
        String stranger = "{\"Effect\": \"Allow\", \"Principal\": " + principal + ", \"Action\": \"" + action + "\""
                + switch (condition) {
                    case "-" -> "";
                    case "id" -> WITH_ID;
                    default -> ", \"Condition\": " + condition;
                }
                + "}";
        String sound = PolicyRenderer.trust(EXPECTED, TrustConditions.none()).json();
        PolicyDocument opened = new PolicyDocument(sound.replace(
                "\"Statement\":[",
                "\"Statement\":[" + stranger.replace("CONFLUENT", CONFLUENT).replace("\"ID\"", "\"" + ID + "\"")
                        + ","));

        assertThat(broken(opened, EXPECTED, TrustConditions.none()))
                .contains(claim, TrustClaim.NOBODY_ELSE_LET_IN)
                .noneMatch(TrustClaim::isAboutConfluent);
    }

    @Test
    void namesEachReasonForWhichConfluentDoesNotGetIn() {
        PolicyDocument sound = PolicyRenderer.trust(EXPECTED, TrustConditions.none());
        TrustConditions over = new TrustConditions(List.of(), null, NOW.minusSeconds(1));

        assertThat(broken(replaced(sound, ID, "another"), EXPECTED, TrustConditions.none()))
                .contains(TrustClaim.CONFLUENT_CAN_ASSUME)
                .doesNotContain(TrustClaim.CONFLUENT_PRINCIPAL_NOT_DELETED);
        assertThat(broken(replaced(sound, "sts:TagSession", "sts:SetSourceIdentity"), EXPECTED, TrustConditions.none()))
                .contains(TrustClaim.CONFLUENT_CAN_ASSUME_WITH_SESSION_TAGS)
                .doesNotContain(TrustClaim.CONFLUENT_CAN_ASSUME);
        assertThat(broken(replaced(sound, CONFLUENT, "AROAEXAMPLEEXAMPLE123"), EXPECTED, TrustConditions.none()))
                .contains(TrustClaim.CONFLUENT_CAN_ASSUME, TrustClaim.CONFLUENT_PRINCIPAL_NOT_DELETED);
        assertThat(broken(PolicyRenderer.trust(EXPECTED, over), EXPECTED, over))
                .contains(TrustClaim.CONFLUENT_CAN_ASSUME, TrustClaim.TRUST_CONDITIONS_CAN_HOLD);
    }

    /** A condition key that cannot be told here leaves the claim open, for Confluent as for others. */
    @Test
    void doesNotSayWhatItCannotKnow() {
        PolicyDocument ofOrganization = replaced(
                PolicyRenderer.trust(EXPECTED, TrustConditions.none()),
                "\"StringEquals\":{",
                "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-confluent\",");

        assertThat(judge(ofOrganization, EXPECTED, TrustConditions.none())
                        .judge(TrustClaim.CONFLUENT_CAN_ASSUME)
                        .status())
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void noFindingShowsTheExternalId() {
        TrustJudge judge =
                judge(PolicyRenderer.trust(EXPECTED, TrustConditions.none()), EXPECTED, TrustConditions.none());

        assertThat(TrustClaim.values())
                .allSatisfy(claim -> assertThat(judge.judge(claim).sentence().toLowerCase(Locale.ROOT))
                        .doesNotContain(ID));
    }

    private static PolicyDocument replaced(PolicyDocument document, String text, String by) {
        assertThat(document.json()).contains(text);
        return new PolicyDocument(document.json().replace(text, by));
    }

    private static Set<TrustClaim> broken(
            PolicyDocument trust, @Nullable TrustedPrincipal expected, TrustConditions conditions) {
        TrustJudge judge = judge(trust, expected, conditions);
        return Arrays.stream(TrustClaim.values())
                .filter(claim -> judge.judge(claim).status() != Status.HOLDS)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TrustClaim.class)));
    }

    private static TrustJudge judge(
            PolicyDocument trust, @Nullable TrustedPrincipal expected, TrustConditions conditions) {
        return new TrustJudge(
                ParsedPolicy.parse(PolicyType.ROLE_TRUST, "trust", trust), ROLE, expected, conditions, NOW);
    }
}
