package io.tableflow.iam.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.sdk.SdkAwsFixture;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.policy.document.PolicyRenderer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract with our own in-process IAM. */
class LocalAwsContractTest extends IamAccountContract {

    private static final String OTHER = "999999999999";

    private static LocalAws local;

    @BeforeAll
    static void start() {
        local = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Override
    URI endpoint() {
        return local.endpoint();
    }

    /** Ours has no deviations. */
    @Override
    void expect(boolean holds, String what) {
        assertThat(holds).as(what).isTrue();
    }

    @Test
    void worksInAnotherAccountAsItsProvisionerRole() {
        TableflowProperties.Aws settings = SdkAwsFixture.settings("provisioner", "shared-id");
        try (SdkAwsFixture aws =
                new SdkAwsFixture(endpoint(), SdkAwsFixture.ANYBODY, settings, Duration.ofSeconds(10))) {
            IamAccount other = aws.accounts().account(OTHER);
            NewRole role = new NewRole(
                    "elsewhere", PolicyRenderer.denyAll(), "Made by a test", Duration.ofHours(1), null, Map.of());

            assertThat(other.createRole(role).arn()).isEqualTo("arn:aws:iam::999999999999:role/elsewhere");
            assertThat(aws.accounts().own().findRole("elsewhere")).isEmpty();
            other.deleteRole("elsewhere");
        }
    }
}
