package io.tableflow.iam.access;

import io.tableflow.iam.http.request.Caller;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** A caller whose token was accepted. The token itself is not kept. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    /** The kind of token. Callers with the same name are different callers if their tokens are of different kinds. */
    enum By {
        TOKEN,
        JWT
    }

    private final By by;
    private final String name;
    private final transient EnvironmentVisibility environments;

    CallerAuthentication(
            By by, String name, Collection<? extends GrantedAuthority> scopes, EnvironmentVisibility environments) {
        super(scopes);
        this.by = by;
        this.name = name;
        this.environments = environments;
        super.setAuthenticated(true);
    }

    /** Identifies the caller of the current request, also if two callers have the same name. */
    public static String identityOfCaller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? known.identity()
                : Caller.current().name();
    }

    /** The name with the kind of token as its prefix: {@code token:ci} is a static token, {@code jwt:ci} a subject. */
    public String identity() {
        return by.name().toLowerCase(Locale.ROOT) + ":" + name;
    }

    EnvironmentVisibility environments() {
        return environments;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that
                && super.equals(that)
                && identity().equals(that.identity());
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), identity());
    }
}
