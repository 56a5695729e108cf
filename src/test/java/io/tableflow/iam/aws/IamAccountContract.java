package io.tableflow.iam.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.TrustedPrincipal;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the port promises with any IAM, an emulator's or the real one; the other parts are inherited. */
abstract class IamAccountContract extends AuthorizationDetailsContract {

    @Test
    void findsTheRoleItCreated() {
        String name = run + "-role";
        String created = createRole(name);

        eventually(() -> assertThat(iam().findRole(name)).hasValueSatisfying(role -> {
            assertThat(role.arn()).isEqualTo(created).isEqualTo(iam().account().roleArn(name));
            assertThat(role.name()).isEqualTo(name);
            assertThat(role.path()).isEqualTo("/");
            assertThat(role.trust().sameAs(PolicyRenderer.denyAll())).isTrue();
            assertThat(role.description()).isEqualTo("Made by a test");
            assertThat(role.maxSession()).isEqualTo(Duration.ofHours(2));
            assertThat(role.permissionsBoundaryArn()).isNull();
            assertThat(role.tags()).isEqualTo(TAGS);
        }));
    }

    @Test
    void givesARoleThatIsCreatedAgainAnotherId() {
        NewRole role = new NewRole(
                run + "-again", PolicyRenderer.denyAll(), "Made by a test", Duration.ofHours(1), null, TAGS);
        CreatedRole first = iam().createRole(role);
        eventually(
                () -> assertThat(iam().findRole(role.name()).orElseThrow().id()).isEqualTo(first.id()));
        iam().deleteRole(role.name());

        String second = createRole(role.name());

        assertThat(second).isEqualTo(first.arn());
        eventually(
                () -> assertThat(iam().findRole(role.name()).orElseThrow().id()).isNotEqualTo(first.id()));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(iam().findRole(run + "-none")).isEmpty();
        assertThat(iam().findPolicy(iam().account().policyArn(run + "-none"))).isEmpty();
    }

    @Test
    void refusesASecondRoleOfTheSameName() {
        createRole(run + "-role");

        assertFails(Kind.ALREADY_EXISTS, () -> createRole(run + "-role"));
    }

    @Test
    void readsBackTheTrustItWrote() {
        String confluent = createRole(run + "-confluent");
        createRole(run + "-role");
        PolicyDocument trust = PolicyRenderer.trust(
                new TrustedPrincipal(RoleArn.parse(confluent).orElseThrow(), "a+b=c,d.e@f:g/h-i"),
                new TrustConditions(
                        List.of("203.0.113.0/24", "2001:db8::/32"), null, Instant.parse("2099-01-01T00:00:00Z")));

        eventually(() -> iam().updateTrust(run + "-role", trust));

        eventually(() -> assertThat(iam().findRole(run + "-role"))
                .hasValueSatisfying(
                        role -> assertThat(role.trust().sameAs(trust)).isTrue()));
    }

    @Test
    void refusesATrustThatIsNoPolicy() {
        createRole(run + "-role");

        assertFails(Kind.INVALID_REQUEST, () -> iam().updateTrust(run + "-role", new PolicyDocument("{")));
    }

    @Test
    void failsOnARoleThatIsNotThere() {
        String none = run + "-none";
        String policy = createPolicy(run + "-policy").arn();

        assertFails(Kind.NOT_FOUND, () -> iam().updateTrust(none, PolicyRenderer.denyAll()));
        assertFails(Kind.NOT_FOUND, () -> iam().attach(none, policy));
        assertFails(Kind.NOT_FOUND, () -> iam().attachedPolicies(none));
        assertFails(Kind.NOT_FOUND, () -> iam().deleteRole(none));
    }

    @Test
    void changesTheSessionAndTheBoundaryOfARole() {
        String name = run + "-role";
        String boundary = createPolicy(run + "-boundary").arn();
        createRole(name);

        iam().updateRole(name, "Changed", Duration.ofHours(12));
        iam().updatePermissionsBoundary(name, boundary);
        eventually(() -> assertThat(iam().findRole(name)).hasValueSatisfying(role -> {
            assertThat(role.description()).isEqualTo("Changed");
            assertThat(role.maxSession()).isEqualTo(Duration.ofHours(12));
            assertThat(role.permissionsBoundaryArn()).isEqualTo(boundary);
        }));

        iam().updatePermissionsBoundary(name, null);
        eventually(() -> assertThat(iam().findRole(name))
                .hasValueSatisfying(
                        role -> assertThat(role.permissionsBoundaryArn()).isNull()));
    }

    @Test
    void changesTheTagsOfARole() {
        String name = run + "-role";
        createRole(name);

        iam().tagRole(name, Map.of("managed-by", "somebody", "more", "tags"));
        iam().untagRole(name, List.of("tableflow-iam:environment", "tableflow-iam:empty", "never-there"));

        eventually(() -> assertThat(iam().findRole(name))
                .hasValueSatisfying(
                        role -> assertThat(role.tags()).isEqualTo(Map.of("managed-by", "somebody", "more", "tags"))));
    }

    @Test
    void changesTheTagsOfAPolicy() {
        String arn = createPolicy(run + "-policy").arn();

        iam().tagPolicy(arn, Map.of("managed-by", "somebody", "more", "tags"));
        iam().untagPolicy(arn, List.of("tableflow-iam:environment", "tableflow-iam:empty", "never-there"));

        eventually(() -> assertThat(iam().findPolicy(arn))
                .hasValueSatisfying(policy ->
                        assertThat(policy.tags()).isEqualTo(Map.of("managed-by", "somebody", "more", "tags"))));
    }

    @Test
    void findsThePolicyItCreated() {
        String name = run + "-policy";
        CreatedPolicy created = createPolicy(name);

        assertThat(created).isEqualTo(new CreatedPolicy(iam().account().policyArn(name), "v1"));
        eventually(() ->
                assertThat(iam().findPolicy(created.arn())).contains(new LivePolicy(created.arn(), "v1", 0, TAGS)));
        assertThat(iam().policyDocument(created.arn(), "v1").sameAs(bucket("v1")))
                .isTrue();
    }

    @Test
    void refusesASecondPolicyOfTheSameName() {
        createPolicy(run + "-policy");

        assertFails(Kind.ALREADY_EXISTS, () -> createPolicy(run + "-policy"));
    }

    @Test
    void attachesAndDetaches() {
        String role = run + "-role";
        createRole(role);
        String policy = createPolicy(run + "-policy").arn();

        iam().attach(role, policy);
        eventually(() -> assertThat(iam().attachedPolicies(role)).containsExactly(policy));
        eventually(() -> assertThat(iam().entitiesAttachedTo(policy)).containsExactly(IamEntity.role(role)));

        iam().attach(role, policy);
        assertThat(iam().attachedPolicies(role)).as("attached twice").containsExactly(policy);

        iam().detach(role, policy);
        eventually(() -> assertThat(iam().attachedPolicies(role)).isEmpty());
        assertThat(iam().entitiesAttachedTo(policy)).isEmpty();
        assertFails(Kind.NOT_FOUND, () -> iam().detach(role, policy));
    }

    @Test
    void keepsARoleThatHasAPolicy() {
        String role = run + "-role";
        createRole(role);
        iam().attach(role, createPolicy(run + "-policy").arn());

        assertFails(Kind.DELETE_CONFLICT, () -> iam().deleteRole(role));
        assertThat(iam().findRole(role)).isPresent();
    }

    @Test
    void deletesARoleThatIsEmpty() {
        String role = run + "-role";
        createRole(role);

        assertThat(iam().inlinePolicies(role)).isEmpty();
        assertThat(iam().instanceProfiles(role)).isEmpty();
        iam().deleteRole(role);

        eventually(() -> assertThat(iam().findRole(role)).isEmpty());
        assertFails(Kind.NOT_FOUND, () -> iam().deleteRole(role));
    }

    @Test
    void keepsFiveVersionsOfAPolicy() {
        String arn = createPolicy(run + "-policy").arn();
        for (int version = 2; version <= 5; version++) {
            assertThat(iam().createPolicyVersion(arn, bucket("v" + version))).isEqualTo("v" + version);
        }

        eventually(() -> assertThat(iam().policyVersions(arn))
                .extracting(PolicyVersion::id)
                .containsExactly("v5", "v4", "v3", "v2", "v1"));
        assertThat(iam().policyVersions(arn))
                .filteredOn(PolicyVersion::isDefault)
                .extracting(PolicyVersion::id)
                .containsExactly("v5");
        assertFails(Kind.LIMIT_EXCEEDED, () -> iam().createPolicyVersion(arn, bucket("v6")));

        iam().deletePolicyVersion(arn, "v1");
        String sixth = iam().createPolicyVersion(arn, bucket("v6"));
        eventually(() -> assertThat(iam().findPolicy(arn).orElseThrow().defaultVersionId())
                .isEqualTo(sixth));
        assertThat(iam().policyDocument(arn, sixth).sameAs(bucket("v6"))).isTrue();
    }

    @Test
    void keepsTheVersionInForce() {
        String arn = createPolicy(run + "-policy").arn();

        assertFails(Kind.DELETE_CONFLICT, () -> iam().deletePolicyVersion(arn, "v1"));
    }

    @Test
    void deletesAPolicy() {
        String arn = createPolicy(run + "-policy").arn();

        iam().deletePolicy(arn);

        eventually(() -> assertThat(iam().findPolicy(arn)).isEmpty());
        assertFails(Kind.NOT_FOUND, () -> iam().deletePolicy(arn));
        assertFails(Kind.NOT_FOUND, () -> iam().policyDocument(arn, "v1"));
    }
}
