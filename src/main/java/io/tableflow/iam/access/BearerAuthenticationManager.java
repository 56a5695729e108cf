package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties.Token;
import io.tableflow.iam.http.problem.MvcProblems;
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

/** Authenticates a bearer token: as a static token, otherwise as a JWT if an issuer is configured. */
final class BearerAuthenticationManager implements AuthenticationManager {

    private final StaticTokens tokens;
    private final @Nullable JwtAuthenticationProvider jwts;

    BearerAuthenticationManager(StaticTokens tokens, @Nullable JwtDecoder decoder, JwtCallerConverter claims) {
        this.tokens = tokens;
        this.jwts = decoder == null ? null : new JwtAuthenticationProvider(decoder);
        if (jwts != null) {
            jwts.setJwtAuthenticationConverter(claims::caller);
        }
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        if (!(authentication instanceof BearerTokenAuthenticationToken bearer)) {
            throw new InvalidBearerTokenException("Only bearer tokens are accepted");
        }
        Token known = tokens.find(bearer.getToken());
        if (known != null) {
            return CallerAuthentication.ofToken(
                    known,
                    known.scopes().stream()
                            .map(scope -> new SimpleGrantedAuthority(Scopes.authority(scope)))
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
        return caller;
    }
}
