package io.tableflow.iam.aws;

import java.net.URI;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract with LocalStack, where Docker is available. */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackContractTest extends IamAccountContract {

    // The last image that needs no account token.
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    @Container
    private static final LocalStackContainer LOCALSTACK = new LocalStackContainer(IMAGE).withServices("iam", "sts");

    @Override
    URI endpoint() {
        return LOCALSTACK.getEndpoint();
    }
}
