package io.tableflow.iam.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.OwnershipTags;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Only differences that have a meaning to IAM are differences. */
class ComparisonTest {

    private static final ProviderIntegration INTEGRATION = new ProviderIntegration(
            "cspi-42o61",
            "arn:aws:iam::851725421142:role/cspi-42o61",
            "external-id",
            "arn:aws:iam::123456789012:role/dev-confluent-role",
            Instant.EPOCH,
            "webhook",
            "env-1");

    private final DesiredIam wanted = new DesiredIam(
            new EnvironmentSpec(
                    "dev",
                    null,
                    List.of("eu-central-1"),
                    "dev-confluent-topics-backup",
                    List.of(),
                    Map.of("team", "streaming"),
                    null,
                    3600,
                    null,
                    List.of(),
                    null,
                    DeletionPolicy.DELETE,
                    false,
                    false),
            new AwsAccount("aws", "123456789012"),
            new OwnershipTags("dev", UUID.randomUUID()),
            INTEGRATION,
            List.of("retired"),
            Map.of(ResourceKind.S3_POLICY, "v2"));

    @Test
    void whatWasMadeIsInSync() {
        assertThat(compare(wanted.trust().json(), wanted.tags()).isInSync()).isTrue();
    }

    @Test
    void anotherOrderSingleTextsAndTagsOfOthersAreInSync() {
        Map<String, String> more = new HashMap<>(wanted.tags());
        more.put("theirs", "too");

        assertThat(compare("""
            {"Statement": [
               {"Action": ["sts:TagSession"], "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::851725421142:role/cspi-42o61"}},
               {"Action": "sts:AssumeRole", "Effect": "Allow",
                "Condition": {"StringEquals": {"sts:ExternalId": ["external-id"]}},
                "Principal": {"AWS": "arn:aws:iam::851725421142:role/cspi-42o61"}}],
             "Version": "2012-10-17"}\
            """, more).isInSync()).isTrue();
    }

    @Test
    void aDeletedPrincipalIsAKindOfItsOwnAndNotCritical() {
        String trust = wanted.trust().json().replace(INTEGRATION.iamRoleArn(), "AROAEXAMPLEEXAMPLE");

        assertThat(compare(trust, wanted.tags()).differences()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.PRINCIPAL_DELETED);
            assertThat(difference.critical()).isFalse();
        });
    }

    @Test
    void aTrustThatLetsOthersInIsCritical() {
        String trust = wanted.trust().json().replace(INTEGRATION.iamRoleArn(), "*");

        assertThat(compare(trust, wanted.tags()).isCritical()).isTrue();
        assertThat(compare(trust, wanted.tags()).isRepairNeeded()).isTrue();
    }

    @Test
    void whatDoesNotCarryOurIdIsNotComparedFurther() {
        Comparison comparison = compare("{}", Map.of("managed-by", "tableflow-iam"));

        assertThat(comparison.differences()).extracting(Difference::kind).containsExactly(Kind.NOT_OURS);
        assertThat(comparison.isRepairNeeded()).isFalse();
    }

    @Test
    void tagsOfAnEarlierSpecThatAreStillThereDiffer() {
        Map<String, String> tags = new HashMap<>(wanted.tags());
        tags.put("retired", "yes");
        tags.put("team", "other");

        assertThat(compare(wanted.trust().json(), tags).differences())
                .containsExactly(new Difference(
                        "role dev-confluent-role",
                        Kind.TAGS_CHANGED,
                        "{team=streaming}",
                        "{retired=yes, team=other}",
                        false));
    }

    @Test
    void nothingThereIsNamedOnceForEachThing() {
        assertThat(Comparison.of(wanted, new ObservedIam(null, null, null)).differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.ROLE_MISSING, Kind.POLICY_MISSING, Kind.POLICY_MISSING);
    }

    @Test
    void aMovedDefaultVersionIsNamedOnlyWhereItPutsAnotherDocumentInForce() {
        ObservedIam.Role role = role(wanted.trust().json(), wanted.tags());
        ObservedIam same = new ObservedIam(
                role, policy(ResourceKind.S3_POLICY, "v3", wanted.document(ResourceKind.S3_POLICY)), glue());
        ObservedIam other =
                new ObservedIam(role, policy(ResourceKind.S3_POLICY, "v3", new PolicyDocument("{}")), glue());

        assertThat(Comparison.of(wanted, same).isInSync()).isTrue();
        assertThat(Comparison.of(wanted, other).differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.DEFAULT_VERSION_MOVED, Kind.DOCUMENT_CHANGED);
    }

    @Test
    void whatIsNotKnownDoesNotDiffer() {
        ObservedIam.Role role = new ObservedIam.Role(
                wanted.account().roleArn("dev-confluent-role"),
                "/",
                wanted.trust(),
                wanted.tags(),
                null,
                null,
                List.of(wanted.policyArn(ResourceKind.S3_POLICY), wanted.policyArn(ResourceKind.GLUE_POLICY)),
                List.of(),
                null);
        ObservedIam.Policy s3 = new ObservedIam.Policy(
                wanted.policyArn(ResourceKind.S3_POLICY), "v2", wanted.document(ResourceKind.S3_POLICY), null);

        Comparison comparison = Comparison.of(wanted, new ObservedIam(role, s3, glue()));
        assertThat(comparison.isInSync()).isTrue();
        assertThat(comparison.unread())
                .containsExactlyInAnyOrder(Kind.SESSION_DURATION_CHANGED, Kind.INSTANCE_PROFILE_ADDED);
    }

    @Test
    void aRoleInAnInstanceProfileDiffersAndIsNotReconciled() {
        Comparison comparison = Comparison.ofRole(wanted, live(Duration.ofHours(1), List.of("bastion")));

        assertThat(comparison.differences()).containsExactly(in("bastion"));
        assertThat(comparison.isRepairNeeded()).isFalse();
        assertThat(comparison.isCritical()).isFalse();
    }

    @Test
    void whatWasNotReadIsAsAnotherComparisonFoundItOrAsItWas() {
        Comparison nothing = Comparison.ofRole(wanted, live(null, null));
        Comparison profiles = Comparison.ofRole(wanted, live(null, List.of("bastion")));
        Difference session =
                new Difference("role dev-confluent-role", Kind.SESSION_DURATION_CHANGED, "3600 s", "7200 s", false);
        List<Difference> before = List.of(session, in("web"));

        assertThat(nothing.completedBy(profiles).differences()).containsExactly(in("bastion"));
        assertThat(nothing.completedBy(before).differences()).containsExactly(session, in("web"));
        assertThat(nothing.completedBy(profiles).completedBy(before).differences())
                .containsExactly(in("bastion"), session);
        assertThat(profiles.completedBy(before).differences()).containsExactly(in("bastion"), session);
        assertThat(Comparison.ofRole(wanted, live(Duration.ofHours(1), List.of()))
                        .completedBy(before))
                .as("all of it was read")
                .isEqualTo(new Comparison(List.of(), Set.of()));
        assertThat(Comparison.ofRole(wanted, null).completedBy(before).differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.ROLE_MISSING);
    }

    private static Difference in(String profile) {
        return new Difference("role dev-confluent-role", Kind.INSTANCE_PROFILE_ADDED, null, profile, false);
    }

    private Comparison compare(String trust, Map<String, String> tags) {
        return Comparison.of(
                wanted,
                new ObservedIam(
                        role(trust, tags),
                        policy(ResourceKind.S3_POLICY, "v2", wanted.document(ResourceKind.S3_POLICY)),
                        glue()));
    }

    private ObservedIam.Role role(String trust, Map<String, String> tags) {
        return role(trust, tags, Duration.ofHours(1), List.of());
    }

    private ObservedIam.Role live(@Nullable Duration session, @Nullable List<String> profiles) {
        return role(wanted.trust().json(), wanted.tags(), session, profiles);
    }

    private ObservedIam.Role role(
            String trust, Map<String, String> tags, @Nullable Duration session, @Nullable List<String> profiles) {
        return new ObservedIam.Role(
                wanted.account().roleArn("dev-confluent-role"),
                "/",
                new PolicyDocument(trust),
                tags,
                null,
                session,
                List.of(wanted.policyArn(ResourceKind.GLUE_POLICY), wanted.policyArn(ResourceKind.S3_POLICY)),
                List.of(),
                profiles);
    }

    private ObservedIam.@Nullable Policy glue() {
        return policy(ResourceKind.GLUE_POLICY, "v1", wanted.document(ResourceKind.GLUE_POLICY));
    }

    private ObservedIam.Policy policy(ResourceKind kind, String version, PolicyDocument document) {
        return new ObservedIam.Policy(wanted.policyArn(kind), version, document, wanted.tags());
    }
}
