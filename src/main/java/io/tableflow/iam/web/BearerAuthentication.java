package io.tableflow.iam.web;

import io.tableflow.iam.TableflowProperties.Token;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Knows a caller by a bearer token: a static one first, else a JWT where an issuer is configured. */
final class BearerAuthentication implements AuthenticationManager {

    private static final int LONGEST_NAME = 255;

    private final StaticTokens tokens;
    private final @Nullable JwtAuthenticationProvider jwts;

    BearerAuthentication(StaticTokens tokens, @Nullable JwtDecoder decoder) {
        this.tokens = tokens;
        this.jwts = decoder == null ? null : new JwtAuthenticationProvider(decoder);
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        if (!(authentication instanceof BearerTokenAuthenticationToken bearer)) {
            throw new InvalidBearerTokenException("Only bearer tokens are accepted");
        }
        Token known = tokens.find(bearer.getToken());
        if (known != null) {
            return new PreAuthenticatedAuthenticationToken(
                    known.name(),
                    "",
                    known.scopes().stream()
                            .map(scope -> new SimpleGrantedAuthority("SCOPE_" + scope))
                            .toList());
        }
        return jwt(bearer);
    }

    private Authentication jwt(BearerTokenAuthenticationToken bearer) {
        Authentication caller = null;
        try {
            caller = jwts == null ? null : jwts.authenticate(bearer);
        } catch (AuthenticationServiceException | JwtDecoderInitializationException unreachable) {
            throw MvcProblems.busy("The issuer of the tokens can't be reached; try again.");
        }
        if (caller == null) {
            throw new InvalidBearerTokenException("The token is not known");
        }
        // The name is what the audit trail and the idempotency keys go by.
        String name = caller.getName();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new InvalidBearerTokenException("The token names no subject that we can record");
        }
        return caller;
    }
}
