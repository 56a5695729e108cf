package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties.Token;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The environments that a caller can see: those whose names match one of the patterns of the caller's token, in which
 * {@code *} matches any characters. To this caller, all others do not exist.
 *
 * <p>Call {@link #ofCaller()} on the request's own thread, and pass the result on to other threads: there, the caller
 * is unknown, and an unknown caller sees nothing.
 */
public final class EnvironmentVisibility {

    /** Names begin with a letter or digit. */
    private static final String NO_NAME = "-";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]*");
    private static final int LONGEST_NAME = 39;

    /** All environments. */
    static final EnvironmentVisibility ALL = new EnvironmentVisibility(List.of("*"));

    /** No environments. */
    static final EnvironmentVisibility NONE = new EnvironmentVisibility(List.of());

    private final List<String> patterns;

    private EnvironmentVisibility(List<String> patterns) {
        this.patterns = List.copyOf(patterns.isEmpty() ? List.of(NO_NAME) : patterns);
    }

    /** Those of a static token, whose patterns were validated at the start; without patterns, all environments. */
    static EnvironmentVisibility of(Token token) {
        return token.environments().isEmpty() ? ALL : new EnvironmentVisibility(token.environments());
    }

    /**
     * Those of a claim: a list of patterns, or a text with spaces or commas between them. Anything else matches no
     * environment, because a claim that cannot be read must not give access.
     */
    static EnvironmentVisibility ofClaim(@Nullable Object claim) {
        List<String> patterns = new ArrayList<>();
        if (claim instanceof String text) {
            patterns.addAll(List.of(text.split("[\\s,]+")));
        } else if (claim instanceof Collection<?> list) {
            list.forEach(item -> patterns.add(String.valueOf(item)));
        }
        patterns.removeIf(it -> !Token.isEnvironmentPattern(it));
        return patterns.isEmpty() ? NONE : new EnvironmentVisibility(patterns);
    }

    /** Those of the caller of the current request; none if there is no caller. */
    public static EnvironmentVisibility ofCaller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication caller
                ? caller.environments()
                : NONE;
    }

    /** Whether the environment with that name is visible. */
    public boolean include(String name) {
        return name.length() <= LONGEST_NAME
                && NAME.matcher(name).matches()
                && patterns.stream().anyMatch(pattern -> NamePattern.matches(pattern, name));
    }

    /** Whether it is visible whatever name it has, and so is what belongs to no environment. */
    public boolean isUnlimited() {
        return include("");
    }

    /**
     * The patterns as a regular expression for the operator {@code ~} of a query. It matches names of environments. For
     * a caller that sees all environments it also matches the empty text, which is the name in rows that belong to no
     * environment.
     */
    public String regex() {
        return patterns.stream()
                .map(pattern -> pattern.replace("*", "[a-z0-9-]*"))
                .collect(Collectors.joining("|", "^(", ")$"));
    }

    /**
     * Checks that the caller may create an environment with that name, and publishes an event otherwise.
     *
     * @throws ProblemException 403 if the caller may not, whether the environment exists or not
     */
    public void require(String name, ApplicationEventPublisher events) {
        if (!include(name)) {
            throw refused("The token is limited to environments by name, and this name is not one of them.", events);
        }
    }

    /**
     * Checks that the caller sees all environments, and publishes an event otherwise.
     *
     * @throws ProblemException 403 if the caller does not
     */
    public void requireUnlimited(ApplicationEventPublisher events) {
        if (!isUnlimited()) {
            throw refused("The token is limited to some environments, and this is about all of them.", events);
        }
    }

    private static ProblemException refused(String why, ApplicationEventPublisher events) {
        events.publishEvent(new AccessDeniedEvent.AccessRefused(Caller.current().name(), why));
        return new ProblemException(ProblemCode.FORBIDDEN, why)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, AccessFailureHandler.challenge("insufficient_scope", why));
    }

    @Override
    public String toString() {
        return patterns.toString();
    }
}
