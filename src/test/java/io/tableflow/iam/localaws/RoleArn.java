package io.tableflow.iam.localaws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARN of a role, split into its parts. */
record RoleArn(String partition, String account, String path, String name) {

    private static final Pattern GRAMMAR = Pattern.compile(
            "arn:(aws|aws-cn|aws-us-gov|aws-eusc):iam::(\\d{12}):role(/|/[\\x21-\\x7E]+/)([\\w+=,.@-]{1,64})");

    static Optional<RoleArn> parse(String arn) {
        Matcher matcher = GRAMMAR.matcher(arn);
        return matcher.matches()
                ? Optional.of(new RoleArn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    /** The ARN of a session of this role, which leaves the role's path out. */
    String session(String sessionName) {
        return "arn:%s:sts::%s:assumed-role/%s/%s".formatted(partition, account, name, sessionName);
    }

    @Override
    public String toString() {
        return "arn:%s:iam::%s:role%s%s".formatted(partition, account, path, name);
    }
}
