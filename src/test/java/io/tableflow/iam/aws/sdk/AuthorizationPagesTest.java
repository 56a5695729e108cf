package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.NewPolicy;
import io.tableflow.iam.aws.NewRole;
import io.tableflow.iam.aws.Pages;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.policy.document.PolicyRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sweep of an account that has several pages. */
class AuthorizationPagesTest {

    private static final int ROLES = 7;
    private static final int POLICIES = 4;

    private final LocalAws local = LocalAws.start();
    private final SdkAwsFixture port = SdkAwsFixture.endpoint(local.endpoint());
    private final IamAccount iam = port.accounts().own();

    @BeforeEach
    void fill() {
        IntStream.range(0, ROLES)
                .forEach(i -> iam.createRole(
                        new NewRole("role-" + i, PolicyRenderer.denyAll(), "", Duration.ofHours(1), null, Map.of())));
        IntStream.range(0, POLICIES)
                .forEach(i -> iam.createPolicy(
                        new NewPolicy("policy-" + i, PolicyRenderer.s3("aws", "bucket", List.of()), "", Map.of())));
        local.largestPage(3);
    }

    @AfterEach
    void close() {
        port.close();
        local.close();
    }

    @Test
    void holdsEverythingOnceOverAllPages() {
        List<String> swept = new ArrayList<>();

        Pages.of(iam).forEach(page -> {
            assertThat(page.roles().size() + page.policies().size()).isBetween(1, 3);
            page.roles().forEach(role -> swept.add(role.name()));
            page.policies().forEach(policy -> swept.add(policy.name()));
        });

        assertThat(swept)
                .containsExactlyInAnyOrder(
                        "role-0",
                        "role-1",
                        "role-2",
                        "role-3",
                        "role-4",
                        "role-5",
                        "role-6",
                        "policy-0",
                        "policy-1",
                        "policy-2",
                        "policy-3");
    }

    @Test
    void asksForAPageOnlyWhenTheOneBeforeIsConsumed() {
        List<Long> askedWhenConsuming = new ArrayList<>();

        Pages.of(iam).forEach(page -> askedWhenConsuming.add(asked()));

        assertThat(askedWhenConsuming).containsExactly(1L, 2L, 3L, 4L);
        assertThat(asked()).isEqualTo(4);
    }

    @Test
    void neitherRepeatsNorSkipsARoleWhenOthersGoMeanwhile() {
        List<String> swept = new ArrayList<>();

        Pages.of(iam)
                .forEach(page -> page.roles().forEach(role -> {
                    swept.add(role.name());
                    iam.deleteRole(role.name());
                }));

        assertThat(swept).hasSize(ROLES).doesNotHaveDuplicates();
    }

    private long asked() {
        return local.calls().stream()
                .map(RecordedCall::operation)
                .filter("GetAccountAuthorizationDetails"::equals)
                .count();
    }
}
