package io.tableflow.iam.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What allows more than is desired is told from what allows less, or the same. */
class PolicyScopeTest {

    private static final PolicyDocument DESIRED =
            PolicyRenderer.s3("aws", "data", List.of("arn:aws:kms:eu-central-1:123456789012:key/1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        s3:GetObject              | arn:aws:s3:::data/*
        S3:getobject              | arn:aws:s3:::data/*
        s3:GetObject              | arn:aws:s3:::data/logs/*
        s3:ListBucket             | arn:aws:s3:::data
        kms:ReEncryptTo           | arn:aws:kms:eu-central-1:123456789012:key/1
        """)
    void allowsNoMore(String action, String resource) {
        assertThat(PolicyScope.allowsMore(allowing(action, resource), DESIRED)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        s3:*                      | arn:aws:s3:::data/*
        s3:Get*                   | arn:aws:s3:::data/*
        s3:GetObject              | arn:aws:s3:::data*
        s3:GetObject              | *
        s3:GetObject              | arn:aws:s3:::other/*
        s3:DeleteBucket           | arn:aws:s3:::data
        kms:Decrypt               | arn:aws:kms:eu-central-1:123456789012:key/*
        iam:PassRole              | *
        """)
    void allowsMore(String action, String resource) {
        assertThat(PolicyScope.allowsMore(allowing(action, resource), DESIRED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"Statement\": {\"Effect\": \"Allow\", \"NotAction\": \"s3:DeleteBucket\", \"Resource\":"
                        + " \"arn:aws:s3:::data\"}}",
                "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:ListBucket\", \"NotResource\":"
                        + " \"arn:aws:s3:::other\"}}",
                "{\"Statement\": {\"Action\": \"s3:*\", \"Resource\": \"*\"}}"
            })
    void whatIsNotUnderstoodAllowsMore(String document) {
        assertThat(PolicyScope.allowsMore(new PolicyDocument(document), DESIRED))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\": []}",
                "{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\"}}"
            })
    void whatAllowsNothingAllowsNoMore(String document) {
        assertThat(PolicyScope.allowsMore(new PolicyDocument(document), DESIRED))
                .isFalse();
    }

    private static PolicyDocument allowing(String action, String resource) {
        return new PolicyDocument("""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["%s"], "Resource": "%s"}]}\
            """.formatted(action, resource));
    }
}
