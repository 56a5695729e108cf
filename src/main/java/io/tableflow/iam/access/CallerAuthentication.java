package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties.Token;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/** A caller whose token was accepted. The token itself is not kept. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    private final String name;
    private final transient EnvironmentVisibility environments;
    private final transient ResourcePermissions resources;

    private CallerAuthentication(
            String name,
            Collection<? extends GrantedAuthority> scopes,
            EnvironmentVisibility environments,
            ResourcePermissions resources) {
        super(scopes);
        this.name = name;
        this.environments = environments;
        this.resources = resources;
        super.setAuthenticated(true);
    }

    /** The holder of a static token: {@code token:ci}. */
    static CallerAuthentication ofToken(Token token, Collection<? extends GrantedAuthority> scopes) {
        return new CallerAuthentication(
                "token:" + token.name(), scopes, EnvironmentVisibility.of(token), ResourcePermissions.of(token));
    }

    /**
     * The subject of a JWT: {@code jwt:https://issuer.example#ci}. A subject is unique for its issuer only, and may be called
     * like a static token.
     *
     * @param issuer the claim {@code iss}, which has no fragment; empty without it
     */
    static CallerAuthentication ofJwt(
            String issuer,
            String subject,
            Collection<? extends GrantedAuthority> scopes,
            EnvironmentVisibility environments,
            ResourcePermissions resources) {
        return new CallerAuthentication("jwt:" + issuer + "#" + subject, scopes, environments, resources);
    }

    EnvironmentVisibility environments() {
        return environments;
    }

    ResourcePermissions resources() {
        return resources;
    }

    /** Identifies the caller, whatever kind of token it was. The audit trail records it. */
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
        return other instanceof CallerAuthentication that && super.equals(that) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), name);
    }
}
