package io.tableflow.iam.aws.sdk;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The clients by which one account's buckets, keys and catalogs are read, one for each region, made when they are first needed: none of these
 * SDKs is loaded before.
 */
final class ResourceClients implements AutoCloseable {

    private final AwsClientFactory factory;
    private final @Nullable AwsCredentialsProvider credentials;
    private final Map<String, S3Client> s3 = new ConcurrentHashMap<>();
    private final Map<String, KmsClient> kms = new ConcurrentHashMap<>();
    private final Map<String, GlueClient> glue = new ConcurrentHashMap<>();
    private final Map<String, LakeFormationClient> lakeFormation = new ConcurrentHashMap<>();
    private final Set<SdkAutoCloseable> opened = ConcurrentHashMap.newKeySet();

    /** @param credentials null: our own */
    ResourceClients(AwsClientFactory factory, @Nullable AwsCredentialsProvider credentials) {
        this.factory = factory;
        this.credentials = credentials;
    }

    /** S3, which sends on to the region of a bucket. */
    S3Client s3(String region) {
        return s3.computeIfAbsent(region, this::openS3);
    }

    KmsClient kms(String region) {
        return kms.computeIfAbsent(region, it -> kept(factory.client("Kms", KmsClient.builder(), credentials, it)));
    }

    GlueClient glue(String region) {
        return glue.computeIfAbsent(region, it -> kept(factory.client("Glue", GlueClient.builder(), credentials, it)));
    }

    LakeFormationClient lakeFormation(String region) {
        return lakeFormation.computeIfAbsent(
                region, it -> kept(factory.client("LakeFormation", LakeFormationClient.builder(), credentials, it)));
    }

    // With AWS the bucket is part of the host's name. An endpoint of one's own, such as LocalStack's, need not have
    // such names.
    private S3Client openS3(String region) {
        S3ClientBuilder builder = S3Client.builder().crossRegionAccessEnabled(true);
        S3Client client = factory.client("S3", builder, credentials, region);
        if (client.serviceClientConfiguration().endpointOverride().isPresent()) {
            factory.close(client);
            client = factory.client("S3", builder.forcePathStyle(true), credentials, region);
        }
        return kept(client);
    }

    private <C extends SdkAutoCloseable> C kept(C client) {
        opened.add(client);
        return client;
    }

    @Override
    public void close() {
        opened.forEach(factory::close);
        opened.clear();
        s3.clear();
        kms.clear();
        glue.clear();
        lakeFormation.clear();
    }
}
