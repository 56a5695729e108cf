package io.tableflow.iam.policy.evaluation;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param name the ARN, or the name of a service or an identity provider
 * @param account 12 digits; null if it has none, or it is not known
 * @param role the last part of the role's ARN, for a role and its sessions
 */
public record RequestPrincipal(
        Kind kind,
        String name,
        @Nullable String account,
        @Nullable String partition,
        @Nullable String role) {

    /** The kinds of principals. */
    public enum Kind {
        ROOT,
        USER,
        /** Any session of a role. */
        ROLE,
        /** One session of a role. */
        ROLE_SESSION,
        FEDERATED_USER,
        SERVICE,
        /** Somebody whom an identity provider vouches for, by SAML or OpenID Connect. */
        FEDERATED,
        ANONYMOUS,
        /** Somebody whom no policy names; of an account, if that is known. */
        OTHER
    }

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern ARN = Pattern.compile(
            "arn:(?<partition>aws(?:-[a-z]+)*):(?<service>iam|sts)::(?<account>\\d{12}):"
                    + "(?<type>root|user|role|assumed-role|federated-user|saml-provider|oidc-provider)(?:/(?<name>[!-~]{1,600}))?");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]{1,128}\\.amazonaws\\.com(\\.cn)?");
    private static final Set<String> PROVIDERS =
            Set.of("accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com");

    /** Somebody without credentials. */
    public static final RequestPrincipal ANYBODY_UNSIGNED =
            new RequestPrincipal(Kind.ANONYMOUS, "anonymous", null, null, null);

    /**
     * Reads a principal: an ARN of IAM or STS, the 12 digits of an account for its root user, the name of a service or of an identity
     * provider, or {@code anonymous}. Empty if it is none of these.
     */
    public static Optional<RequestPrincipal> parse(String text) {
        if (text.equals("anonymous")) {
            return Optional.of(ANYBODY_UNSIGNED);
        }
        if (ACCOUNT.matcher(text).matches()) {
            return Optional.of(new RequestPrincipal(Kind.ROOT, "arn:aws:iam::" + text + ":root", text, "aws", null));
        }
        if (PROVIDERS.contains(text)) {
            return Optional.of(new RequestPrincipal(Kind.FEDERATED, text, null, null, null));
        }
        if (SERVICE.matcher(text).matches()) {
            return Optional.of(new RequestPrincipal(Kind.SERVICE, text, null, null, null));
        }
        return Optional.of(ARN.matcher(text)).filter(Matcher::matches).flatMap(RequestPrincipal::ofArn);
    }

    /** Somebody with every permission in an account, whom no policy names; in an unknown account: null. */
    public static RequestPrincipal other(@Nullable String account) {
        return new RequestPrincipal(
                Kind.OTHER,
                account == null ? "any other principal" : "any other principal of account " + account,
                account,
                null,
                null);
    }

    private static Optional<RequestPrincipal> ofArn(Matcher arn) {
        String type = arn.group("type");
        String name = arn.group("name");
        String service = Set.of("assumed-role", "federated-user").contains(type) ? "sts" : "iam";
        if (!arn.group("service").equals(service) || type.equals("root") != (name == null)) {
            return Optional.empty();
        }
        return switch (type) {
            case "root" -> Optional.of(of(Kind.ROOT, arn, null));
            case "user" -> Optional.of(of(Kind.USER, arn, null));
            case "role" -> Optional.of(of(Kind.ROLE, arn, name.substring(name.lastIndexOf('/') + 1)));
            case "federated-user" -> Optional.of(of(Kind.FEDERATED_USER, arn, null));
            case "assumed-role" ->
                name.indexOf('/') > 0 && name.indexOf('/') == name.lastIndexOf('/') && !name.endsWith("/")
                        ? Optional.of(of(Kind.ROLE_SESSION, arn, name.substring(0, name.indexOf('/'))))
                        : Optional.empty();
            default -> Optional.of(of(Kind.FEDERATED, arn, null));
        };
    }

    private static RequestPrincipal of(Kind kind, Matcher arn, @Nullable String role) {
        return new RequestPrincipal(kind, arn.group(), arn.group("account"), arn.group("partition"), role);
    }

    /** Whether it is of an account and has policies there, so that the account has a say in what it may do. */
    boolean isOfAccount() {
        return switch (kind) {
            case ROOT, USER, ROLE, ROLE_SESSION, FEDERATED_USER, OTHER -> true;
            case SERVICE, FEDERATED, ANONYMOUS -> false;
        };
    }

    boolean isSessionOfRole() {
        return kind == Kind.ROLE || kind == Kind.ROLE_SESSION;
    }

    /** The value of a condition key, in lower case, that follows from who it is; null if none does. */
    @Nullable
    ContextValue contextValue(String key) {
        return switch (key) {
            case "aws:principalarn" -> principalArn();
            case "aws:principalaccount" -> principalAccount();
            case "aws:principaltype" -> principalType();
            case "aws:username" -> username();
            case "aws:userid" -> kind == Kind.ROOT && account != null ? ContextValue.of(account) : null;
            case "aws:principalisawsservice" ->
                kind == Kind.OTHER ? null : ContextValue.of(String.valueOf(kind == Kind.SERVICE));
            case "aws:principalservicename" -> serviceName();
            default -> null;
        };
    }

    private @Nullable ContextValue serviceName() {
        return switch (kind) {
            case SERVICE -> ContextValue.of(name);
            case OTHER -> null;
            default -> ContextValue.ABSENT;
        };
    }

    // Of a session it is the role's ARN (IAM User Guide, "AWS global condition context keys"). The ARN of a session has
    // no path.
    private @Nullable ContextValue principalArn() {
        return switch (kind) {
            case ROOT, USER, ROLE -> ContextValue.of(name);
            case ROLE_SESSION -> ContextValue.of("arn:" + partition + ":iam::" + account + ":role/" + role);
            case ANONYMOUS, SERVICE -> ContextValue.ABSENT;
            case FEDERATED_USER, FEDERATED, OTHER -> null;
        };
    }

    private @Nullable ContextValue principalAccount() {
        return account != null && isOfAccount()
                ? ContextValue.of(account)
                : kind == Kind.ANONYMOUS || kind == Kind.SERVICE ? ContextValue.ABSENT : null;
    }

    private @Nullable ContextValue principalType() {
        return switch (kind) {
            case ROOT -> ContextValue.of("Account");
            case USER -> ContextValue.of("User");
            case ROLE, ROLE_SESSION -> ContextValue.of("AssumedRole");
            case FEDERATED_USER -> ContextValue.of("FederatedUser");
            case ANONYMOUS -> ContextValue.of("Anonymous");
            case SERVICE, FEDERATED, OTHER -> null;
        };
    }

    private @Nullable ContextValue username() {
        return switch (kind) {
            case USER -> ContextValue.of(name.substring(name.lastIndexOf('/') + 1));
            case OTHER -> null;
            default -> ContextValue.ABSENT;
        };
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
