package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties;
import io.tableflow.iam.SecurityProperties.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/** Reads the caller and the caller's permissions from a JWT with a valid signature. */
final class JwtCallerConverter {

    private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();
    private final SecurityProperties settings;

    JwtCallerConverter(SecurityProperties settings) {
        if (settings.scopesClaim() != null) {
            scopes.setAuthoritiesClaimName(settings.scopesClaim());
        }
        this.settings = settings;
    }

    /**
     * The caller.
     *
     * @throws InvalidBearerTokenException if the subject is not one that can be recorded
     */
    CallerAuthentication caller(Jwt jwt) {
        // The audit trail records the caller by this name.
        String name = jwt.getSubject();
        if (name == null || !Token.isName(name) || SecurityProperties.RESERVED_NAMES.contains(name)) {
            throw new InvalidBearerTokenException("The token names no subject that we can record");
        }
        String issuer = Objects.requireNonNullElse(jwt.getClaimAsString(JwtClaimNames.ISS), "");
        if (!issuer.isEmpty() && !Token.isName(issuer)) {
            throw new InvalidBearerTokenException("The token names no issuer that we can record");
        }
        EnvironmentVisibility environments = environments(jwt);
        return CallerAuthentication.ofJwt(
                issuer, name, scopes.convert(jwt), environments, ResourcePermissions.of(jwt, settings, environments));
    }

    /** Those claims from which {@link #caller} reads, and no others. */
    Map<String, Object> ofCaller(Jwt jwt) {
        Map<String, Object> read = new LinkedHashMap<>();
        Stream.of(
                        JwtClaimNames.ISS,
                        JwtClaimNames.SUB,
                        "scope",
                        "scp",
                        settings.scopesClaim(),
                        settings.environmentsClaim(),
                        settings.bucketsClaim(),
                        settings.accountsClaim(),
                        settings.kmsKeysClaim(),
                        settings.confluentEnvironmentsClaim())
                .filter(Objects::nonNull)
                .filter(jwt::hasClaim)
                .forEach(name -> read.put(name, jwt.getClaim(name)));
        // As the settings have it, whatever type the decoder made of it.
        read.computeIfPresent(JwtClaimNames.ISS, (name, issuer) -> issuer.toString());
        return read;
    }

    /** If a claim is configured, a token without it sees no environments. */
    private EnvironmentVisibility environments(Jwt jwt) {
        String claim = settings.environmentsClaim();
        return claim == null ? EnvironmentVisibility.ALL : EnvironmentVisibility.ofClaim(jwt.<Object>getClaim(claim));
    }
}
