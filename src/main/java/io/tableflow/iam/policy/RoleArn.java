package io.tableflow.iam.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of an IAM role, split into its parts.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} ...
 * @param accountId 12 digits
 * @param path {@code /}, or {@code /a/b/} with a slash at both ends, 512 characters at most
 * @param name 1-64 characters of {@code [\w+=,.@-]}
 */
public record RoleArn(String partition, String accountId, String path, String name) {

    private static final int LONGEST_PATH = 512;
    private static final Pattern PLAIN_PATH = Pattern.compile("[\\w+=,.@/-]+");
    private static final Pattern ARN = Pattern.compile("arn:(?<partition>aws(?:-[a-z]+)*):iam::(?<account>\\d{12}):role"
            + "(?<path>(?:/[!-.0-~]+)*/)(?<name>[\\w+=,.@-]{1,64})");

    /** @throws IllegalArgumentException if the parts do not form the ARN of a role */
    public RoleArn {
        String arn = text(partition, accountId, path, name);
        if (path.length() > LONGEST_PATH || !ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException("'" + arn + "' is not the ARN of an IAM role.");
        }
    }

    /** The role with this ARN; empty if the whole text is not the ARN of a role. */
    public static Optional<RoleArn> parse(String text) {
        Matcher arn = ARN.matcher(text);
        if (!arn.matches() || arn.group("path").length() > LONGEST_PATH) {
            return Optional.empty();
        }
        return Optional.of(
                new RoleArn(arn.group("partition"), arn.group("account"), arn.group("path"), arn.group("name")));
    }

    /**
     * Whether the ARN can only mean one role. IAM allows any printable character in a path, including wildcards,
     * variables and quotes; Confluent's paths have none of them.
     */
    public boolean isOneRole() {
        return PLAIN_PATH.matcher(path).matches();
    }

    /** The account that contains the role. */
    public AwsAccount account() {
        return new AwsAccount(partition, accountId);
    }

    /** The ARN. */
    @Override
    public String toString() {
        return text(partition, accountId, path, name);
    }

    private static String text(String partition, String accountId, String path, String name) {
        return "arn:" + partition + ":iam::" + accountId + ":role" + path + name;
    }
}
