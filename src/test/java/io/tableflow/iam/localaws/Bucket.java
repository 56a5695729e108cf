package io.tableflow.iam.localaws;

import java.util.Map;
import java.util.TreeMap;

/** A bucket: whose it is, where it is, and what was configured for it, by the name of the sub-resource and as it was put. */
final class Bucket {

    private static final String XMLNS = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    private final String name;
    private final String account;
    private final String region;
    private final Map<String, String> configurations = new TreeMap<>();

    /** As S3 makes it: encrypted with its own keys, and public to nobody. */
    Bucket(String name, String account, String region) {
        this.name = name;
        this.account = account;
        this.region = region;
        put("encryption", DEFAULT_ENCRYPTION);
        put("publicAccessBlock", ALL_BLOCKED);
    }

    String name() {
        return name;
    }

    String account() {
        return account;
    }

    String region() {
        return region;
    }

    /** What is configured; empty: nothing. */
    String configuration(String subResource) {
        return configurations.getOrDefault(subResource, "");
    }

    void put(String subResource, String text) {
        configurations.put(subResource, text);
    }

    void remove(String subResource) {
        configurations.remove(subResource);
        if (subResource.equals("encryption")) {
            put(subResource, DEFAULT_ENCRYPTION);
        }
    }

    private static final String DEFAULT_ENCRYPTION = "<ServerSideEncryptionConfiguration" + XMLNS
            + "><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
            + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>";

    private static final String ALL_BLOCKED = "<PublicAccessBlockConfiguration" + XMLNS
            + "><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
            + "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>"
            + "</PublicAccessBlockConfiguration>";
}
