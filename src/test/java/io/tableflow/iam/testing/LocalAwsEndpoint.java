package io.tableflow.iam.testing;

import java.net.URI;

/**
 * Points the AWS SDK's own chain at an endpoint, by the system properties that stand before all else in it: neither a
 * developer's profile nor AWS_* of the environment can send a local run to a real account.
 */
public final class LocalAwsEndpoint {

    private LocalAwsEndpoint() {}

    /** For all clients that are built from now on in this JVM. */
    public static void use(URI endpoint, String account) {
        System.setProperty("aws.accessKeyId", account);
        System.setProperty("aws.secretAccessKey", SecretScanner.AWS_SECRET_KEY);
        System.clearProperty("aws.sessionToken");
        System.setProperty("aws.region", "eu-central-1");
        System.setProperty("aws.endpointUrl", endpoint.toString());
        System.setProperty("aws.endpointUrlIam", endpoint.toString());
        System.setProperty("aws.endpointUrlSts", endpoint.toString());
    }
}
