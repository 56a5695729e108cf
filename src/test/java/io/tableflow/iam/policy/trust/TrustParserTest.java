package io.tableflow.iam.policy.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a trust that lets in one role, with one external id, is parsed. */
class TrustParserTest {

    private static final TrustedPrincipal CONFLUENT = new TrustedPrincipal(
            RoleArn.parse("arn:aws:iam::851725421142:role/cspi-42o61").orElseThrow(), "external-id");
    private static final String ASSUME = "{'Effect': 'Allow', 'Principal': {'AWS': ['PRINCIPAL']},"
            + " 'Action': 'sts:AssumeRole', 'Condition': {'StringEquals': {'sts:ExternalId': 'external-id'}}}";
    private static final String TAG =
            "{'Effect': 'Allow', 'Principal': {'AWS': ['PRINCIPAL']}, 'Action': 'sts:TagSession'}";

    @Test
    void readsOurOwn() {
        PolicyDocument ours = PolicyRenderer.trust(CONFLUENT, TrustConditions.none());

        assertThat(TrustParser.principalOf(ours)).contains(CONFLUENT);
        assertThat(TrustDescription.of(ours))
                .isEqualTo("only arn:aws:iam::851725421142:role/cspi-42o61 can assume it, with an external id");
    }

    @Test
    void readsTheSameInOtherWords() {
        assertThat(TrustParser.principalOf(document(ASSUME))).contains(CONFLUENT);
        assertThat(TrustParser.principalOf(document(TAG + "," + ASSUME))).contains(CONFLUENT);
        assertThat(TrustParser.principalOf(document(ASSUME.replace("['PRINCIPAL']", "'PRINCIPAL'")
                        .replace("'sts:AssumeRole'", "['sts:AssumeRole', 'sts:TagSession']")
                        .replace("'external-id'", "['external-id']"))))
                .contains(CONFLUENT);
        assertThat(TrustParser.principalOf(document(ASSUME.replace(
                        "'StringEquals'", "'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}, 'StringEquals'"))))
                .contains(CONFLUENT);
        assertThat(TrustParser.principalOf(document(ASSUME.replace("['PRINCIPAL']", "['PRINCIPAL', 'AROAEXAMPLEID']"))))
                .contains(CONFLUENT);
        assertThat(TrustParser.principalOf(document(
                        (ASSUME + "," + TAG).replace("AssumeRole", "assumerole").replace("TagSession", "tagsession"))))
                .contains(CONFLUENT);
        assertThat(TrustParser.principalOf(document(ASSUME.replace("sts:AssumeRole", "STS:*"))))
                .contains(CONFLUENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Deny'",
                "['PRINCIPAL', 'arn:aws:iam::851725421142:role/other']",
                "'*'",
                "'851725421142'",
                "'arn:aws:iam::851725421142:root'",
                "'arn:aws:iam::851725421142:role/a*/cspi-42o61'",
                "['external-id', 'other']",
                "'external id'",
                "'StringLike'",
                "'sts:TagSession'"
            })
    void readsNoOther(String instead) {
        String what = instead.equals("'Deny'")
                ? "'Allow'"
                : instead.equals("'StringLike'")
                        ? "'StringEquals'"
                        : instead.equals("'sts:TagSession'")
                                ? "'sts:AssumeRole'"
                                : instead.contains("external") ? "'external-id'" : "['PRINCIPAL']";

        assertThat(TrustParser.principalOf(document(ASSUME.replace(what, instead))))
                .isEmpty();
    }

    @Test
    void readsNothingThatAlsoDeniesOrLetsInSomebodyElse() {
        assertThat(TrustParser.principalOf(PolicyRenderer.denyAll())).isEmpty();
        assertThat(TrustParser.principalOf(new PolicyDocument("what?"))).isEmpty();
        assertThat(TrustParser.principalOf(
                        document(ASSUME + ", {'Effect': 'Deny', 'Principal': '*', 'Action': 'sts:AssumeRole'}")))
                .isEmpty();
        assertThat(TrustParser.principalOf(document(
                        ASSUME + ", {'Effect': 'Allow', 'Principal': {'Service': 's'}, 'Action': 'sts:AssumeRole'}")))
                .isEmpty();
        assertThat(TrustParser.principalOf(document(ASSUME + "," + ASSUME.replace("external-id", "other-id"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'sts:AssumeRole'} | anybody can assume it",
                "{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'} | anybody can assume it",
                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': '1'}, 'Action': 'sts:*'} | all but some can assume it",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'Action': 'sts:AssumeRole'}"
                        + " | arn:aws:iam::851725421142:role/cspi-42o61 without an external id can assume it",
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'sts:AssumeRole'} | nobody can assume it"
            })
    void saysWhomATrustLetsIn(String statement, String words) {
        assertThat(TrustDescription.of(document(statement))).isEqualTo(words);
    }

    private static PolicyDocument document(String statements) {
        return new PolicyDocument(("{'Version': '2012-10-17', 'Statement': [" + statements + "]}")
                .replace("PRINCIPAL", CONFLUENT.role().toString())
                .replace('\'', '"'));
    }
}
