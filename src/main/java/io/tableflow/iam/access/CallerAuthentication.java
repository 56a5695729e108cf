package io.tableflow.iam.access;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/** Whoever sent a token that we believe. The token itself is forgotten. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    /** What he is known by. Two that have the same name are two when they are known by different things. */
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

    /** The name together with what he is known by: no other caller has it. */
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
