package io.tableflow.iam.policy;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * An AWS account and its partition: what every ARN in the account begins with.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} ...: the second part of every ARN
 * @param id the account's 12 digits
 */
public record AwsAccount(String partition, String id) {

    private static final Pattern PARTITION = Pattern.compile("aws(-[a-z]+)*");
    /**
     * The partitions by the beginnings of their regions; all others are in {@code aws}
     * (<a href="https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json">partitions.json</a>).
     */
    private static final Map<String, String> PARTITIONS = Map.of(
            "cn-", "aws-cn",
            "us-gov-", "aws-us-gov",
            "eusc-", "aws-eusc",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b",
            "eu-isoe-", "aws-iso-e",
            "us-isof-", "aws-iso-f");

    private static final Pattern ID = Pattern.compile("\\d{12}");

    /** @throws IllegalArgumentException if the partition or the id is not well-formed */
    public AwsAccount {
        if (!PARTITION.matcher(partition).matches()) {
            throw new IllegalArgumentException("'" + partition + "' is not an AWS partition.");
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is not an AWS account id: it must have 12 digits.");
        }
    }

    /** Whether a region such as {@code eu-central-1} is in the account's partition. */
    public boolean hasRegion(String region) {
        return partition.equals(PARTITIONS.entrySet().stream()
                .filter(it -> region.startsWith(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws"));
    }

    /** The ARN of the role with this name, at the root path, where all our roles are. */
    public String roleArn(String name) {
        return roleArn("/", name);
    }

    /**
     * The ARN of the role with this name at this path.
     *
     * @param path {@code /}, or {@code /a/b/}
     */
    public String roleArn(String path, String name) {
        return "arn:" + partition + ":iam::" + id + ":role" + path + name;
    }

    /** The ARN of the customer managed policy with this name, at the root path. */
    public String policyArn(String name) {
        return "arn:" + partition + ":iam::" + id + ":policy/" + name;
    }
}
