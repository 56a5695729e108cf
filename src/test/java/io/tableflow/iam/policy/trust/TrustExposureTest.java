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

/** Everybody except Confluent's principal counts as others, and so does what is not understood. */
class TrustExposureTest {

    private static final TrustedPrincipal CONFLUENT = new TrustedPrincipal(
            RoleArn.parse("arn:aws:iam::851725421142:role/cspi-42o61").orElseThrow(), "external-id");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': '123456789012'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'Service': 'ec2.amazonaws.com'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': '123456789012'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': ['PRINCIPAL', '123456789012']}, 'Action': 'sts:TagSession'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'NotAction': 'sts:TagSession'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'Action': ['sts:TagSession', 'sts:*']}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'Action': 'sts:AssumeRole',"
                        + " 'Condition': {'StringEquals': {'sts:ExternalId': ['external-id', 'other']}}}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'Action': 'sts:AssumeRole',"
                        + " 'Condition': {'StringLike': {'sts:ExternalId': 'external-id'}}}",
                "{'Effect': 'allow'}"
            })
    void letsOthersIn(String statement) {
        assertThat(TrustExposure.letsOthersIn(document(statement), CONFLUENT)).isTrue();
        assertThat(TrustExposure.letsOthersIn(document(statement), null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Deny', 'Principal': '*', 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'AROAEXAMPLEID'}, 'Action': 'sts:AssumeRole'}",
                "{'Effect': 'Allow', 'Principal': {'AWS': ['PRINCIPAL']}, 'Action': ['sts:TagSession']}",
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'Action': 'sts:AssumeRole',"
                        + " 'Condition': {'StringEquals': {'sts:externalid': ['external-id']}}}"
            })
    void letsNobodyElseIn(String statement) {
        assertThat(TrustExposure.letsOthersIn(document(statement), CONFLUENT)).isFalse();
    }

    @Test
    void ourOwnDocumentsLetNobodyElseIn() {
        PolicyDocument trust = PolicyRenderer.trust(CONFLUENT, TrustConditions.none());

        assertThat(TrustExposure.letsOthersIn(trust, CONFLUENT)).isFalse();
        assertThat(TrustExposure.letsOthersIn(PolicyRenderer.denyAll(), null)).isFalse();
        assertThat(TrustExposure.letsOthersIn(trust, null)).isTrue();
        assertThat(TrustExposure.letsOthersIn(new PolicyDocument("what?"), CONFLUENT))
                .isTrue();
    }

    /** What denies whom another statement allows is weighed, as AWS does it. */
    @Test
    void whatIsDeniedLetsNobodyIn() {
        String toBoth = "{'Effect': 'Allow', 'Principal': {'AWS': ['PRINCIPAL', '123456789012']}, 'Action': 'sts:*',"
                + " 'Condition': {'StringEquals': {'sts:ExternalId': 'external-id'}}}";
        String notToOther = "{'Effect': 'Deny', 'Principal': {'AWS': '123456789012'}, 'Action': 'sts:*'";

        assertThat(TrustExposure.letsOthersIn(document(toBoth), CONFLUENT)).isTrue();
        assertThat(TrustExposure.letsOthersIn(document(toBoth + "," + notToOther + "}"), CONFLUENT))
                .isFalse();
        assertThat(TrustExposure.letsOthersIn(
                        document(toBoth + "," + notToOther
                                + ", 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}"),
                        CONFLUENT))
                .isTrue();
        assertThat(TrustExposure.letsOthersIn(
                        document(toBoth + ", {'Effect': 'Deny', 'Principal': '*', 'Action': '*'}"), null))
                .isFalse();
    }

    /** Only a condition that no other request can ever meet shuts others out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "false | {'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}}",
                "true  | {'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}}",
                "true  | {'StringEqualsIfExists': {'sts:ExternalId': 'external-id'}}",
                "true  | {'ForAllValues:StringEquals': {'sts:ExternalId': 'external-id'}}",
                "true  | {'StringEqualsIgnoreCase': {'sts:ExternalId': 'external-id'}}",
                "true  | {'StringNotEquals': {'sts:ExternalId': 'external-id'}}",
                "true  | {'Null': {'sts:ExternalId': 'false'}}",
                "true  | {'StringMatches': {'sts:ExternalId': 'external-id'}}",
                "true  | {'StringEquals': {'sts:ExternalId': '${aws:PrincipalTag/id}'}}",
                "false | {'StringEquals': {'sts:ExternalId': 'external-id'}, 'StringLike': {'aws:userid': '*'}}"
            })
    void asksForTheExternalId(boolean letsOthersIn, String condition) {
        String statement =
                "{'Effect': 'Allow', 'Principal': {'AWS': 'PRINCIPAL'}, 'Action': 'sts:AssumeRole', 'Condition': "
                        + condition + "}";

        assertThat(TrustExposure.letsOthersIn(document(statement), CONFLUENT)).isEqualTo(letsOthersIn);
    }

    private static PolicyDocument document(String statement) {
        return new PolicyDocument(("{'Version': '2012-10-17', 'Statement': [" + statement + "]}")
                .replace("PRINCIPAL", CONFLUENT.role().toString())
                .replace('\'', '"'));
    }
}
