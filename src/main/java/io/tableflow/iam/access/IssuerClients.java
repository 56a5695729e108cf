package io.tableflow.iam.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The issuers with which people sign in to the console: Spring Boot's {@code spring.security.oauth2.client}. Their metadata is read when
 * somebody signs in, not when the service starts, which needs no issuer for that.
 */
@Component
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class IssuerClients {

    private static final String PREFIX = "spring.security.oauth2.client.registration";

    /** An issuer that takes longer must not make people wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final OAuth2ClientProperties settings;
    private final SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, ClientRegistration> registrations;

    /**
     * Checks the settings.
     *
     * @throws InvalidConfigurationPropertyValueException if nothing could accept the access tokens of the issuers
     */
    IssuerClients(OAuth2ClientProperties settings, ObjectProvider<JwtDecoder> decoder) {
        if (!settings.getRegistration().isEmpty() && decoder.getIfAvailable() == null) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX,
                    String.join(", ", settings.getRegistration().keySet()),
                    "Who signs in to the console has the permissions of their access token: set"
                            + " spring.security.oauth2.resourceserver.jwt.issuer-uri, so that it can be validated");
        }
        this.settings = settings;
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
    }

    boolean isEmpty() {
        return settings.getRegistration().isEmpty();
    }

    /** The names by which people know them, by id. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        settings.getRegistration()
                .forEach((id, it) -> names.put(id, it.getClientName() == null ? id : it.getClientName()));
        return names;
    }

    /** Where an issuer is to send people back to, as the settings say; null: to the console's own path. */
    @Nullable
    String redirectUri(String id) {
        OAuth2ClientProperties.Registration registration =
                settings.getRegistration().get(id);
        return registration == null ? null : registration.getRedirectUri();
    }

    /**
     * One of them.
     *
     * @throws SignInRefusedException if its metadata can't be read
     */
    @Nullable
    ClientRegistration find(String id) {
        if (!settings.getRegistration().containsKey(id)) {
            return null;
        }
        Map<String, ClientRegistration> known = registrations;
        if (known == null) {
            known = read();
            registrations = known;
        }
        return known.get(id);
    }

    private Map<String, ClientRegistration> read() {
        try {
            return new OAuth2ClientPropertiesMapper(settings).asClientRegistrations();
        } catch (IllegalArgumentException | IllegalStateException unreadable) {
            throw SignInRefusedException.unreachable(unreadable);
        }
    }

    /** Exchanges a code, and validates the ID token that comes with the access token. Neither is kept. */
    OidcAuthorizationCodeAuthenticationProvider provider() {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .disableDefaults()
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        OidcAuthorizationCodeAuthenticationProvider provider = new OidcAuthorizationCodeAuthenticationProvider(
                tokens, request -> new DefaultOidcUser(List.of(), request.getIdToken()));
        provider.setJwtDecoderFactory(
                client -> decoders.computeIfAbsent(client.getRegistrationId(), id -> idTokens(client)));
        return provider;
    }

    private JwtDecoder idTokens(ClientRegistration client) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(client.getProviderDetails().getJwkSetUri(), "jwks_uri"))
                .restOperations(new RestTemplate(requests))
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(
                List.<OAuth2TokenValidator<Jwt>>of(new OidcIdTokenValidator(client))));
        return decoder;
    }
}
