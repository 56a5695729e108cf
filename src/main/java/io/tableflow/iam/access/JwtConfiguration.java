package io.tableflow.iam.access;

import io.tableflow.iam.TableflowProperties;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestTemplate;

/**
 * The checks of a JWT beside its issuer's signature. Spring Boot checks {@code iss} and {@code aud} as its own settings
 * say; the beans here replace its other defaults.
 */
@Configuration(proxyBeanMethods = false)
class JwtConfiguration {

    private static final Logger log = LoggerFactory.getLogger(JwtConfiguration.class);

    /** An issuer that takes longer must not make our callers wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    JwtConfiguration(OAuth2ResourceServerProperties settings) {
        OAuth2ResourceServerProperties.Jwt jwt = settings.getJwt();
        boolean hasIssuer = StringUtils.hasText(jwt.getIssuerUri());
        if (!hasIssuer && StringUtils.hasText(jwt.getJwkSetUri())) {
            log.warn("spring.security.oauth2.resourceserver.jwt.issuer-uri is not set: whoever signs with the keys of"
                    + " jwk-set-uri is believed, whatever issuer the token names");
        }
        if ((hasIssuer || StringUtils.hasText(jwt.getJwkSetUri())) && CollectionUtils.isEmpty(jwt.getAudiences())) {
            log.warn("spring.security.oauth2.resourceserver.jwt.audiences is not set: tokens that the issuer made for"
                    + " other services are taken too, if their scopes are called like ours");
        }
    }

    /** A token without an expiry would be a password that cannot be changed. */
    @Bean
    JwtTimestampValidator timesOfJwts(TableflowProperties properties) {
        JwtTimestampValidator validator =
                new JwtTimestampValidator(properties.security().clockSkew());
        validator.setAllowEmptyExpiryClaim(false);
        return validator;
    }

    /** Beside the usual type, the one that RFC 9068 gives access tokens, which some issuers use. */
    @Bean
    JwtTypeValidator typesOfJwts() {
        JwtTypeValidator validator = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        validator.setAllowEmpty(true);
        return validator;
    }

    @Bean
    JwkSetUriJwtDecoderBuilderCustomizer askTheIssuerPolitely() {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        RestTemplate client = new RestTemplate(requests);
        client.getInterceptors().add(new JwksResponseCache());
        return builder -> builder.restOperations(client);
    }
}
