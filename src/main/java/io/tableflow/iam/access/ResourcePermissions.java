package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties;
import io.tableflow.iam.SecurityProperties.Token;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The buckets, accounts, KMS keys and Confluent environments that a caller may name in a spec, by patterns. Without them, whoever is limited to some
 * environments could have one of these read and write what belongs to all the others.
 *
 * @param buckets null: no patterns are given
 * @param accounts null: no patterns are given
 * @param kmsKeys null: no patterns are given
 * @param confluentEnvironments null: no patterns are given
 * @param isLimited whether the caller is limited to some environments, so that no patterns means nothing, not everything
 */
public record ResourcePermissions(
        @Nullable List<String> buckets,
        @Nullable List<String> accounts,
        @Nullable List<String> kmsKeys,
        @Nullable List<String> confluentEnvironments,
        boolean isLimited) {

    static final ResourcePermissions NONE = new ResourcePermissions(null, null, null, null, true);

    static ResourcePermissions of(Token token) {
        return new ResourcePermissions(
                nullIfEmpty(token.buckets()),
                nullIfEmpty(token.accounts()),
                nullIfEmpty(token.kmsKeys()),
                nullIfEmpty(token.confluentEnvironments()),
                !EnvironmentVisibility.of(token).isUnlimited());
    }

    static ResourcePermissions of(Jwt jwt, SecurityProperties settings, EnvironmentVisibility environments) {
        return new ResourcePermissions(
                claim(jwt, settings.bucketsClaim()),
                claim(jwt, settings.accountsClaim()),
                claim(jwt, settings.kmsKeysClaim()),
                claim(jwt, settings.confluentEnvironmentsClaim()),
                !environments.isUnlimited());
    }

    /** Those of the caller of the current request; none if there is no caller. */
    public static ResourcePermissions ofCaller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication caller
                ? caller.resources()
                : NONE;
    }

    public boolean allowBucket(String bucket) {
        return allow(buckets, bucket);
    }

    public boolean allowAccount(String accountId) {
        return allow(accounts, accountId);
    }

    public boolean allowKmsKey(String arn) {
        return allow(kmsKeys, arn);
    }

    /** Whether an integration may be created in that Confluent environment, {@code env-...}. */
    public boolean allowConfluentEnvironment(String id) {
        return allow(confluentEnvironments, id);
    }

    private boolean allow(@Nullable List<String> patterns, String value) {
        return patterns == null
                ? !isLimited
                : patterns.stream().anyMatch(pattern -> NamePattern.matches(pattern, value));
    }

    private static @Nullable List<String> nullIfEmpty(List<String> patterns) {
        return patterns.isEmpty() ? null : patterns;
    }

    /** Where a claim is configured, a token whose claim is missing or cannot be read may name nothing. */
    private static @Nullable List<String> claim(Jwt jwt, @Nullable String name) {
        if (name == null) {
            return null;
        }
        return switch (jwt.<Object>getClaim(name)) {
            case String text -> Arrays.asList(text.split("[\\s,]+"));
            case Collection<?> list -> list.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }
}
