package io.tableflow.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Names, ARNs and the other small values. */
class ResourceNamesTest {

    private final ResourceNames dev = new ResourceNames("dev");

    @Test
    void namesThingsAsTheModuleDid() {
        assertThat(dev.role()).isEqualTo("dev-confluent-role");
        assertThat(dev.s3Policy()).isEqualTo("dev-confluent-tableflow-s3-permission");
        assertThat(dev.gluePolicy()).isEqualTo("dev-confluent-tableflow-connection");
        assertThat(dev.defaultBucket()).isEqualTo("dev-confluent-topics-backup");
    }

    @Test
    void fitsTheLongestNameIntoTheLimitsOfAws() {
        ResourceNames longest = new ResourceNames("e".repeat(39));

        assertThat(longest.role()).hasSizeLessThanOrEqualTo(64);
        assertThat(longest.s3Policy()).hasSizeLessThanOrEqualTo(128);
        assertThat(longest.defaultBucket()).hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void findsTheEnvironmentOfARole() {
        assertThat(ResourceNames.environmentOfRole("a-b-confluent-role")).contains("a-b");
        assertThat(ResourceNames.environmentOfRole("-confluent-role")).isEmpty();
        assertThat(ResourceNames.environmentOfRole("dev-confluent-role-2")).isEmpty();
    }

    @Test
    void saysArnsInThePartitionOfTheAccount() {
        AwsAccount account = new AwsAccount("aws-us-gov", "123456789012");

        assertThat(account.roleArn("r")).isEqualTo("arn:aws-us-gov:iam::123456789012:role/r");
        assertThat(account.policyArn("p")).isEqualTo("arn:aws-us-gov:iam::123456789012:policy/p");
    }

    @Test
    void refusesAnAccountThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AwsAccount("aws", "12345"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AwsAccount("azure", "123456789012"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/dev-confluent-role",
                "arn:aws-cn:iam::123456789012:role/a/b/c+d=e,f.g@h_i",
                "arn:aws-us-gov:iam::123456789012:role/service-role/x",
                "arn:aws-eusc:iam::123456789012:role/x"
            })
    void givesARoleArnBack(String arn) {
        assertThat(RoleArn.parse(arn)).map(RoleArn::toString).contains(arn);
    }

    @Test
    void takesARoleArnApart() {
        assertThat(RoleArn.parse("arn:aws:iam::123456789012:role/a/b/c"))
                .contains(new RoleArn("aws", "123456789012", "/a/b/", "c"));
        assertThat(RoleArn.parse("arn:aws:iam::123456789012:role/c"))
                .contains(new RoleArn("aws", "123456789012", "/", "c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "123456789012",
                "arn:aws:iam::123456789012:root",
                "arn:aws:iam::123456789012:user/x",
                "arn:aws:iam::12345:role/x",
                "arn:aws:iam::123456789012:role/",
                "arn:aws:iam::123456789012:role//x",
                "arn:aws:iam::123456789012:role/x y",
                "arn:aws:iam::123456789012:role/x\n",
                "arn:aws:iam::123456789012:role/x\",\"*",
                "arn:aws:sts::123456789012:assumed-role/x/y",
                "arn:azure:iam::123456789012:role/x",
                " arn:aws:iam::123456789012:role/x"
            })
    void refusesWhatIsNotTheArnOfARole(String text) {
        assertThat(RoleArn.parse(text)).isEmpty();
    }

    @Test
    void refusesAPathThatIsTooLong() {
        assertThat(RoleArn.parse("arn:aws:iam::123456789012:role/" + "p".repeat(510) + "/x"))
                .isPresent();
        assertThat(RoleArn.parse("arn:aws:iam::123456789012:role/" + "p".repeat(511) + "/x"))
                .isEmpty();
    }

    @Test
    void refusesPartsThatMakeNoRoleArn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoleArn("aws", "123456789012", "a", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new RoleArn("aws", "123456789012", "/", "x/y z"));
    }

    @Test
    void takesTheExternalIdsThatStsTakes() {
        assertThat(TrustedPrincipal.isExternalId("95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11"))
                .isTrue();
        assertThat(TrustedPrincipal.isExternalId("a+=,.@:/-_Z9")).isTrue();
        assertThat(TrustedPrincipal.isExternalId("x".repeat(1224))).isTrue();
        assertThat(TrustedPrincipal.isExternalId("x".repeat(1225))).isFalse();
        assertThat(TrustedPrincipal.isExternalId("x")).isFalse();
        assertThat(TrustedPrincipal.isExternalId("two words")).isFalse();
        assertThat(TrustedPrincipal.isExternalId("*?")).isFalse();
    }

    @Test
    void saysWhyAnExternalIdIsRefused() {
        RoleArn role = new RoleArn("aws", "123456789012", "/", "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedPrincipal(role, "\"}"))
                .withMessageContaining("external id")
                .withMessageNotContaining("\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "0.0.0.0/0",
                "10.0.0.0/8",
                "203.0.113.7/32",
                "::1",
                "2001:db8::/32",
                "::/0",
                "::ffff:1/128"
            })
    void takesAddressesAndBlocks(String text) {
        assertThat(TrustConditions.isSourceIp(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "256.1.1.1",
                "1.2.3",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/08",
                "1.2.3.4/-1",
                ":",
                "::g",
                "::/129",
                "[::1]",
                "fe80::1%eth0",
                "1.2.3.4/8/8"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(TrustConditions.isSourceIp(text)).isFalse();
    }

    @Test
    void knowsConditionsThatNeverHold() {
        Instant noon = Instant.parse("2026-06-01T12:00:00Z");

        assertThat(new TrustConditions(List.of(), noon, noon).neverHolds()).isTrue();
        assertThat(new TrustConditions(List.of(), noon, noon.plusSeconds(1)).neverHolds())
                .isFalse();
        assertThat(new TrustConditions(List.of(), noon, null).neverHolds()).isFalse();
    }

    @Test
    void knowsThatNothingIsNarrowed() {
        assertThat(TrustConditions.none().isEmpty()).isTrue();
        assertThat(new TrustConditions(List.of("::1"), null, null).isEmpty()).isFalse();
    }

    @Test
    void goesToJsonAndBack() {
        JsonMapper json = JsonMapper.shared();
        TrustConditions conditions = new TrustConditions(List.of("::1"), Instant.parse("2026-06-01T12:00:00Z"), null);

        assertThat(json.readValue(json.writeValueAsString(conditions), TrustConditions.class))
                .isEqualTo(conditions);
        assertThat(json.writeValueAsString(conditions)).doesNotContain("empty");
        assertThat(json.readValue("{}", TrustConditions.class)).isEqualTo(TrustConditions.none());
    }

    @Test
    void namesTheKindsAsUrlsDo() {
        assertThat(PolicyKind.S3.path()).isEqualTo("s3");
        assertThat(PolicyKind.ofPath("trust")).contains(PolicyKind.TRUST);
        assertThat(PolicyKind.ofPath("TRUST")).isEmpty();
    }
}
