package io.tableflow.iam.aws;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The contract with LocalStack, where Docker is available and has the image, or can pull it at the first try. {@code
 * -Dtest.localstack=required} fails where it cannot.
 */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackContractTest extends IamAccountContract {

    // The last image that needs no account token.
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static final int MINUTES_TO_PULL = 5;

    private static @Nullable LocalStackContainer localStack;

    @BeforeAll
    static void start() throws InterruptedException {
        pull(DockerClientFactory.lazyClient());
        LocalStackContainer container =
                new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("iam", "sts");
        container.start();
        localStack = container;
    }

    @AfterAll
    static void stop() {
        if (localStack != null) {
            localStack.stop();
        }
    }

    /** Once: Testcontainers itself tries again for minutes, and fails then. */
    private static void pull(DockerClient docker) throws InterruptedException {
        try {
            docker.inspectImageCmd(IMAGE).exec();
        } catch (NotFoundException notHere) {
            try {
                docker.pullImageCmd(IMAGE).start().awaitCompletion(MINUTES_TO_PULL, TimeUnit.MINUTES);
            } catch (RuntimeException unreachable) {
                if (!System.getProperty("test.localstack", "").equals("required")) {
                    throw new TestAbortedException(IMAGE + " could not be pulled", unreachable);
                }
                throw unreachable;
            }
        }
    }

    @Override
    URI endpoint() {
        return Objects.requireNonNull(localStack).getEndpoint();
    }
}
