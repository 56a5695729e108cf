package io.tableflow.iam.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract against whatever {@code AWS_ENDPOINT_URL} names, such as {@code moto_server}. */
@EnabledIfEnvironmentVariable(
        named = "AWS_ENDPOINT_URL",
        matches = ".+",
        disabledReason = "AWS_ENDPOINT_URL names no IAM")
class EndpointContractTest extends IamAccountContract {

    @Override
    @Nullable
    URI endpoint() {
        return null;
    }
}
