package io.tableflow.iam;

import static io.tableflow.iam.TableflowProperties.blankToNull;
import static io.tableflow.iam.TableflowProperties.require;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the API, and what JWTs say of it.
 *
 * @param tokens static bearer tokens
 * @param scopesClaim the claim of a JWT that holds its scopes; without it {@code scope}, else {@code scp}
 * @param environmentsClaim the claim of a JWT that holds the patterns of the environments which it may see; without it
 *     every JWT sees all
 * @param bucketsClaim the claim of a JWT that holds patterns of the buckets which it may name in a spec
 * @param accountsClaim the same for AWS accounts
 * @param kmsKeysClaim the same for the ARNs of KMS keys
 * @param confluentEnvironmentsClaim the same for Confluent environments
 * @param clockSkew how far the issuer's clock and ours may be apart
 */
public record SecurityProperties(
        @DefaultValue List<Token> tokens,
        @Nullable String scopesClaim,
        @Nullable String environmentsClaim,
        @Nullable String bucketsClaim,
        @Nullable String accountsClaim,
        @Nullable String kmsKeysClaim,
        @Nullable String confluentEnvironmentsClaim,
        @DefaultValue("60s") Duration clockSkew) {

    /** The names by which the audit trail records the service itself, and callers without a token. */
    public static final Set<String> RESERVED_NAMES =
            Set.of("system", "anonymous", "tableflow-iam", "confluent-webhook");

    private static final Duration LARGEST_CLOCK_SKEW = Duration.ofMinutes(5);

    public SecurityProperties {
        scopesClaim = blankToNull(scopesClaim);
        environmentsClaim = blankToNull(environmentsClaim);
        bucketsClaim = blankToNull(bucketsClaim);
        accountsClaim = blankToNull(accountsClaim);
        kmsKeysClaim = blankToNull(kmsKeysClaim);
        confluentEnvironmentsClaim = blankToNull(confluentEnvironmentsClaim);
        require(
                !clockSkew.isNegative() && clockSkew.compareTo(LARGEST_CLOCK_SKEW) <= 0,
                "tableflow.security.clock-skew must be between 0s and 5m");
        Set<String> names = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            tokens.get(i).check("tableflow.security.tokens[" + i + "]");
            require(
                    names.add(tokens.get(i).name()),
                    "tableflow.security.tokens[" + i + "].name is used twice: the audit trail could not tell them"
                            + " apart");
            require(
                    hashes.add(tokens.get(i).sha256().toLowerCase(Locale.ROOT)),
                    "tableflow.security.tokens[" + i + "].sha256 is used twice: nobody could tell whose token it is");
        }
        tokens = List.copyOf(tokens);
    }

    /**
     * One static bearer token.
     *
     * @param name who the audit trail says it was
     * @param sha256 the SHA-256 of the token, in hex; the token itself is never configured
     * @param scopes {@code environments:read}, {@code environments:write} or both
     * @param environments patterns of the names of those environments that it may see, such as {@code dev-*}; none: all
     * @param buckets patterns of the buckets that it may name in a spec, beside the one with the environment's own name; none: all,
     *     or, if it is limited to some environments, no others
     * @param accounts patterns of the AWS accounts that it may name; none: all, or, if it is limited, none
     * @param kmsKeys patterns of the ARNs of KMS keys that it may name; none: all, or, if it is limited, none
     * @param confluentEnvironments patterns of the ids of Confluent environments in which it may have an integration created; none:
     *     all, or, if it is limited, none
     */
    public record Token(
            @DefaultValue("") String name,
            @DefaultValue("") String sha256,
            @DefaultValue List<String> scopes,
            @DefaultValue List<String> environments,
            @DefaultValue List<String> buckets,
            @DefaultValue List<String> accounts,
            @DefaultValue List<String> kmsKeys,
            @DefaultValue List<String> confluentEnvironments) {

        /** All scopes. */
        public static final Set<String> SCOPES = Set.of("environments:read", "environments:write");

        /** Characters that begin a new line, change the direction of writing, or are half a character. */
        private static final Set<Integer> UNPRINTABLE = Set.of(
                (int) Character.CONTROL,
                (int) Character.FORMAT,
                (int) Character.SURROGATE,
                (int) Character.LINE_SEPARATOR,
                (int) Character.PARAGRAPH_SEPARATOR);

        private static final Pattern ENVIRONMENTS = Pattern.compile("[a-z0-9*-]{1,39}");
        private static final Pattern BUCKETS = Pattern.compile("[a-z0-9.*-]{1,63}");
        private static final Pattern ACCOUNTS = Pattern.compile("[0-9*]{1,12}");
        private static final Pattern CONFLUENT_ENVIRONMENTS = Pattern.compile("[!-.0-~]{1,255}");
        private static final Pattern KMS_KEYS = Pattern.compile("[A-Za-z0-9:/*-]{1,256}");

        /**
         * Whether a text is a pattern of environment names: the characters of names, and {@code *} for any number of
         * them.
         */
        public static boolean isEnvironmentPattern(String text) {
            return ENVIRONMENTS.matcher(text).matches();
        }

        /** Whether a text can be recorded as the name of a caller: it is not empty, not too long, and has one line. */
        public static boolean isName(String text) {
            return !text.isBlank()
                    && text.length() <= 255
                    && text.codePoints().noneMatch(it -> UNPRINTABLE.contains(Character.getType(it)));
        }

        private void check(String property) {
            require(isName(name), property + ".name must say who holds the token, in 1-255 characters of a line");
            require(
                    !RESERVED_NAMES.contains(name),
                    property + ".name must be another one: the audit trail calls the service itself so");
            require(
                    sha256.matches("[0-9a-fA-F]{64}"),
                    property + ".sha256 must be the SHA-256 of the token in 64 hex digits");
            require(
                    !scopes.isEmpty() && SCOPES.containsAll(scopes),
                    property + ".scopes must be environments:read, environments:write or both");
            for (int i = 0; i < environments.size(); i++) {
                require(
                        isEnvironmentPattern(environments.get(i)),
                        property + ".environments[" + i + "] must be a name, or the pattern of names, such as dev-*:"
                                + " 1-39 of a-z, 0-9, hyphens and *");
            }
            check(property + ".buckets", buckets, BUCKETS, "a bucket, or the pattern of buckets, such as dev-*");
            check(property + ".accounts", accounts, ACCOUNTS, "an AWS account, or the pattern of accounts");
            check(property + ".kms-keys", kmsKeys, KMS_KEYS, "the ARN of a KMS key, or a pattern with *");
            check(
                    property + ".confluent-environments",
                    confluentEnvironments,
                    CONFLUENT_ENVIRONMENTS,
                    "Confluent's id of an environment, or a pattern with *");
        }

        private static void check(String property, List<String> patterns, Pattern grammar, String meaning) {
            for (int i = 0; i < patterns.size(); i++) {
                require(grammar.matcher(patterns.get(i)).matches(), property + "[" + i + "] must be " + meaning);
            }
        }

        @Override
        public String toString() {
            return "Token[" + name + ", scopes=" + scopes + ", environments=" + environments + "]";
        }
    }
}
