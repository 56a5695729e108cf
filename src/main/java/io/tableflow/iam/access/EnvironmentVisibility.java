package io.tableflow.iam.access;

import io.tableflow.iam.TableflowProperties.Token;
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
 * Which environments a caller may know of: those whose names fit one of the patterns of his token, in which {@code *}
 * stands for any characters. All others look to him like names that nothing has.
 *
 * <p>A room that answers with what belongs to environments asks {@link #ofCaller()} on the request's own thread, and keeps
 * the answer where it goes on on another: there, nobody is known, and nobody sees nothing.
 */
public final class EnvironmentVisibility {

    /** Names begin with a letter or digit. */
    private static final String NO_NAME = "-";

    /** Nothing is hidden. */
    static final EnvironmentVisibility ALL = new EnvironmentVisibility(List.of("*"));

    /** Everything is. */
    static final EnvironmentVisibility NONE = new EnvironmentVisibility(List.of());

    private final List<String> patterns;
    private final Pattern names;

    private EnvironmentVisibility(List<String> patterns) {
        this.patterns = List.copyOf(patterns.isEmpty() ? List.of(NO_NAME) : patterns);
        this.names = Pattern.compile(this.patterns.stream()
                .map(pattern -> pattern.replace("*", "[a-z0-9-]*"))
                .collect(Collectors.joining("|", "^(", ")$")));
    }

    /** Those of a static token, whose patterns were checked at the start; without any it sees all. */
    static EnvironmentVisibility of(Token token) {
        return token.environments().isEmpty() ? ALL : new EnvironmentVisibility(token.environments());
    }

    /**
     * Those of a claim: a list of patterns, or a text with spaces or commas between them. Whatever else an issuer sends fits
     * no name: what we cannot read must not open anything.
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

    /** Those of the caller whose request this thread works on; none where there is no such caller. */
    public static EnvironmentVisibility ofCaller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication caller
                ? caller.environments()
                : NONE;
    }

    /** Whether the environment of that name is one of them. */
    public boolean include(String name) {
        return names.matcher(name).matches();
    }

    /**
     * The same as a regular expression for a query's {@code ~}. It fits names of environments, and for a caller who sees all
     * of them the empty text too: what belongs to none.
     */
    public String regex() {
        return names.pattern();
    }

    /**
     * Lets pass who may make an environment of that name, and tells who may not.
     *
     * @throws ProblemException 403 if he may not, whether there is one or not
     */
    public void require(String name, ApplicationEventPublisher events) {
        if (!include(name)) {
            String why = "The token is limited to environments by name, and this name is not one of them.";
            events.publishEvent(
                    new AccessDeniedEvent.AccessRefused(Caller.current().name(), why));
            throw new ProblemException(ProblemCode.FORBIDDEN, why)
                    .withHeader(
                            HttpHeaders.WWW_AUTHENTICATE, AccessFailureHandler.challenge("insufficient_scope", why));
        }
    }

    @Override
    public String toString() {
        return patterns.toString();
    }
}
