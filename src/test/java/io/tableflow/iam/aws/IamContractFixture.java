package io.tableflow.iam.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.aws.sdk.SdkAwsFixture;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * What every part of the contract needs. Each run has new names, deletes what it creates, and waits for what IAM shows
 * late.
 */
abstract class IamContractFixture {

    private static final Duration PROPAGATION = Duration.ofSeconds(60);
    static final Map<String, String> TAGS =
            Map.of("managed-by", "tableflow-iam", "tableflow-iam:environment", "contract", "tableflow-iam:empty", "");

    final String run = "contract-" + UUID.randomUUID().toString().substring(0, 8);
    private final Deque<Runnable> cleanups = new ArrayDeque<>();

    private SdkAwsFixture aws;

    /** The IAM's address; null: from the environment variables. */
    abstract @Nullable URI endpoint();

    @BeforeEach
    void connect() {
        aws = SdkAwsFixture.endpoint(endpoint());
    }

    @AfterEach
    void cleanUp() {
        for (Runnable cleanup : cleanups) {
            try {
                cleanup.run();
            } catch (NoSuchEntityException gone) {
                // The test has already removed it.
            } catch (AwsException failure) {
                assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
            }
        }
        aws.close();
    }

    final IamAccount iam() {
        return aws.accounts().own();
    }

    /** IAM without the port, to do what others do to our roles and policies. */
    final IamClient others() {
        return aws.iam();
    }

    /**
     * Registers an action for the end, which runs before those that were registered earlier. It may find nothing to do.
     */
    final void cleanUpBy(Runnable cleanup) {
        cleanups.push(cleanup);
    }

    /** Something that every real IAM does, but not every emulator: if this one does not, the test is skipped. */
    void expect(boolean holds, String what) {
        assumeThat(holds).as(what).isTrue();
    }

    final String createRole(String name) {
        return createRole(name, null);
    }

    final String createRole(String name, @Nullable String boundaryArn) {
        String role = iam().createRole(new NewRole(
                        name, PolicyRenderer.denyAll(), "Made by a test", Duration.ofHours(2), boundaryArn, TAGS))
                .arn();
        cleanups.push(() -> {
            iam().attachedPolicies(name).forEach(policy -> iam().detach(name, policy));
            iam().deleteRole(name);
        });
        return role;
    }

    final CreatedPolicy createPolicy(String name) {
        CreatedPolicy policy = iam().createPolicy(new NewPolicy(name, bucket("v1"), "Made by a test", TAGS));
        // Policies are deleted last, after the roles that have them attached.
        cleanups.addLast(() -> {
            iam().policyVersions(policy.arn()).stream()
                    .filter(version -> !version.isDefault())
                    .forEach(version -> iam().deletePolicyVersion(policy.arn(), version.id()));
            iam().deletePolicy(policy.arn());
        });
        return policy;
    }

    static PolicyDocument bucket(String name) {
        return PolicyRenderer.s3("aws", "bucket-" + name, List.of());
    }

    static void assertFails(Kind kind, Runnable call) {
        AwsException failure = catchThrowableOfType(AwsException.class, call::run);
        assertThat(failure).as("failure").isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    }

    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(PROPAGATION)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(AwsException.class)
                .untilAsserted(assertion);
    }
}
