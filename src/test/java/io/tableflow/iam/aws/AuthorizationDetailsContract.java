package io.tableflow.iam.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.document.PolicyRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The part of the contract about reading a whole account. */
abstract class AuthorizationDetailsContract extends ForeignAttachmentsContract {

    private static final String OF_AWS = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    @Test
    void sweepsRolesWithAllThatHangsOnThem() {
        String name = run + "-role";
        String policy = createPolicy(run + "-policy").arn();
        String boundary = createPolicy(run + "-boundary").arn();
        String created = createRole(name, boundary);
        iam().attach(name, policy);
        iam().attach(name, boundary);
        others().putRolePolicy(put -> put.roleName(name)
                .policyName("inline")
                .policyDocument(bucket("inline").json()));
        cleanUpBy(() -> iam().deleteInlinePolicy(name, "inline"));
        addToInstanceProfile(name, run + "-profile");

        eventually(() -> assertThat(role(name)).satisfies(role -> {
            assertThat(role.arn()).isEqualTo(created);
            assertThat(role.path()).isEqualTo("/");
            assertThat(role.trust().sameAs(PolicyRenderer.denyAll())).isTrue();
            assertThat(role.tags()).isEqualTo(TAGS);
            assertThat(role.attachedPolicies()).containsExactlyInAnyOrder(policy, boundary);
            assertThat(role.inlinePolicies()).containsExactly("inline");
            assertThat(role.instanceProfiles()).containsExactly(run + "-profile");
            assertThat(role.permissionsBoundaryArn()).isEqualTo(boundary);
        }));
    }

    @Test
    void sweepsARoleThatNothingHangsOn() {
        String name = run + "-role";
        createRole(name);

        eventually(() -> assertThat(role(name)).satisfies(role -> {
            assertThat(role.attachedPolicies()).isEmpty();
            assertThat(role.inlinePolicies()).isEmpty();
            assertThat(role.instanceProfiles()).as("told to be in none").isEmpty();
            assertThat(role.permissionsBoundaryArn()).isNull();
        }));
    }

    @Test
    void listsTheLongestSessionOfEachRole() {
        createRole(run + "-role");
        iam().updateRole(run + "-role", "", Duration.ofHours(2));

        eventually(() -> assertThat(sessions()).containsEntry(run + "-role", Duration.ofHours(2)));
    }

    private Map<String, Duration> sessions() {
        Map<String, Duration> sessions = new HashMap<>();
        String next = null;
        do {
            RolePage page = iam().rolePage(next, 1000);
            page.roles()
                    .forEach(role ->
                            sessions.put(role.name(), role.maxSession() == null ? Duration.ZERO : role.maxSession()));
            next = page.next();
        } while (next != null);
        return sessions;
    }

    @Test
    void sweepsPoliciesWithTheDocumentInForce() {
        String name = run + "-policy";
        String arn = createPolicy(name).arn();
        iam().createPolicyVersion(arn, bucket("v2"));
        iam().createPolicyVersion(arn, bucket("v3"));
        iam().setDefaultPolicyVersion(arn, "v2");

        eventually(() -> assertThat(policy(arn)).satisfies(policy -> {
            assertThat(policy.name()).isEqualTo(name);
            assertThat(policy.defaultVersionId()).isEqualTo("v2");
            assertThat(policy.document().sameAs(bucket("v2"))).isTrue();
        }));
    }

    @Test
    void sweepsNoPolicyOfAws() {
        expect(iam().findPolicy(OF_AWS).isPresent(), "knows AWS's own policies");
        createRole(run + "-role");
        iam().attach(run + "-role", OF_AWS);
        String ours = createPolicy(run + "-policy").arn();

        eventually(() -> assertThat(swept(AuthorizationPage::policies))
                .extracting(PolicyDetails::arn)
                .contains(ours)
                .allMatch(arn -> arn.contains(iam().account().id())));
    }

    private RoleDetails role(String name) {
        return swept(AuthorizationPage::roles).stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No page holds role " + name));
    }

    private PolicyDetails policy(String arn) {
        return swept(AuthorizationPage::policies).stream()
                .filter(policy -> policy.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No page holds policy " + arn));
    }

    private <T> List<T> swept(Function<AuthorizationPage, List<T>> part) {
        List<T> all = new ArrayList<>();
        Pages.of(iam()).forEach(page -> all.addAll(part.apply(page)));
        return all;
    }
}
