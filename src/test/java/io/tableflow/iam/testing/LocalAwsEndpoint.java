package io.tableflow.iam.testing;

import java.net.URI;
import java.util.List;

/**
 * Sets the endpoint of the AWS SDK's own chain, by the system properties that override everything else in it: neither a
 * developer's profile nor AWS_* in the environment can send a local run to a real account.
 */
public final class LocalAwsEndpoint {

    /** The region of all clients. */
    public static final String REGION = "eu-central-1";

    private LocalAwsEndpoint() {}

    /** For all clients that are built in this JVM from now on. */
    public static void use(URI endpoint, String account) {
        System.setProperty("aws.accessKeyId", account);
        System.setProperty("aws.secretAccessKey", SecretScanner.AWS_SECRET_KEY);
        System.clearProperty("aws.sessionToken");
        System.setProperty("aws.region", REGION);
        System.setProperty("aws.endpointUrl", endpoint.toString());
        System.setProperty("aws.endpointUrlIam", endpoint.toString());
        System.setProperty("aws.endpointUrlSts", endpoint.toString());
        for (String service : List.of("S3", "Kms", "Glue", "LakeFormation")) {
            System.setProperty("aws.endpointUrl" + service, endpoint.toString());
        }
    }
}
