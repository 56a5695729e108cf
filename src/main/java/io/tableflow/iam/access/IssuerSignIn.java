package io.tableflow.iam.access;

import static org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames.REGISTRATION_ID;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Signing in to the console with an issuer: OpenID Connect's authorization code flow with PKCE. The session gets the permissions that
 * the issuer's access token has in the API, and is refused where the API would refuse the token.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect Core, 3.1</a>
 */
@Component
public class IssuerSignIn {

    /** Where issuers send people back to. */
    public static final String CALLBACK = "/console/sign-in/callback";

    private final IssuerClients clients;
    private final OidcAuthorizationCodeAuthenticationProvider provider;
    private final @Nullable JwtDecoder decoder;
    private final JwtCallerConverter callers;
    private final ConsoleSessions sessions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IssuerSignIn(
            IssuerClients clients,
            ObjectProvider<JwtDecoder> decoder,
            TableflowProperties properties,
            ConsoleSessions sessions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.clients = clients;
        this.provider = clients.provider();
        this.decoder = decoder.getIfAvailable();
        this.callers = new JwtCallerConverter(properties.security());
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
    }

    /** Whom people can sign in with: ids, and the names that they know. */
    public Map<String, String> issuers() {
        return clients.names();
    }

    /**
     * Where the browser is to go to sign in.
     *
     * @param next the page of the console that follows
     * @throws ProblemException if there is no such issuer
     * @throws SignInRefusedException if the issuer can't be reached
     */
    public URI begin(String issuer, String next, HttpServletRequest request, HttpServletResponse response) {
        ClientRegistration client = client(issuer);
        String cookie = ConsoleCookie.valueOf(request);
        if (cookie == null) {
            cookie = ConsoleCookie.renew(request, response);
        }
        SignInState state = SignInState.begin(issuer, clock.instant(), next);
        return URI.create(authorization(client, state, cookie).getAuthorizationRequestUri());
    }

    /**
     * Begins a session for whom the issuer has sent back, and says which page follows.
     *
     * @throws SignInRefusedException if there is none; the audit trail is told
     */
    public String finish(HttpServletRequest request, HttpServletResponse response) {
        try {
            String cookie = ConsoleCookie.valueOf(request);
            SignInState state = cookie == null
                    ? null
                    : SignInState.read(parameter(request, "state"), cookie, clock.instant())
                            .orElse(null);
            if (cookie == null || state == null) {
                throw SignInRefusedException.because("This sign-in was not begun in this browser, or more than "
                        + SignInState.LONGEST.toMinutes() + " minutes ago. Begin again.");
            }
            sessions.begin(accessToken(client(state.issuer()), state, cookie, request), request, response);
            return state.next();
        } catch (SignInRefusedException refused) {
            events.publishEvent(
                    new AccessDeniedEvent.LoginRefused(Caller.current().name(), String.valueOf(refused.getMessage())));
            throw refused;
        }
    }

    private Jwt accessToken(ClientRegistration client, SignInState state, String cookie, HttpServletRequest request) {
        String error = parameter(request, "error");
        if (!error.isEmpty()) {
            throw SignInRefusedException.because(
                    error.equals("access_denied")
                            ? "The issuer did not let you in, or you have cancelled."
                            : "The issuer answered with the error " + error.replaceAll("[^a-z_]", "") + ".");
        }
        String issuer = parameter(request, "iss");
        if (!issuer.isEmpty() && !issuer.equals(client.getProviderDetails().getIssuerUri())) {
            throw SignInRefusedException.because("This answer comes from another issuer than the one that was asked.");
        }
        OAuth2LoginAuthenticationToken signedIn = exchange(client, state, cookie, parameter(request, "code"));
        Jwt token = ours(Objects.requireNonNull(signedIn.getAccessToken()).getTokenValue());
        if (!Objects.equals(token.getSubject(), signedIn.getName())) {
            throw SignInRefusedException.because("The issuer's two tokens are of two people.");
        }
        return token;
    }

    private OAuth2LoginAuthenticationToken exchange(
            ClientRegistration client, SignInState state, String cookie, String code) {
        if (code.isEmpty()) {
            throw SignInRefusedException.because("The issuer sent no code.");
        }
        OAuth2AuthorizationRequest request = authorization(client, state, cookie);
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(Objects.requireNonNull(request.getRedirectUri()))
                .state(state.text(cookie))
                .build();
        try {
            return (OAuth2LoginAuthenticationToken) Objects.requireNonNull(provider.authenticate(
                    new OAuth2LoginAuthenticationToken(client, new OAuth2AuthorizationExchange(request, response))));
        } catch (OAuth2AuthenticationException refused) {
            OAuth2Error error = refused.getError();
            if (error.getErrorCode().equals("invalid_token_response")) {
                throw SignInRefusedException.unreachable(refused);
            }
            throw SignInRefusedException.because("The issuer's answer is not valid (" + error.getErrorCode() + ").");
        }
    }

    /** Validates it as the API does. */
    private Jwt ours(String accessToken) {
        try {
            Jwt token = Objects.requireNonNull(decoder).decode(accessToken);
            boolean mayAnything = callers.caller(token).getAuthorities().stream()
                    .anyMatch(it -> Set.of(Scopes.authority(Scopes.READ), Scopes.authority(Scopes.WRITE))
                            .contains(String.valueOf(it.getAuthority())));
            if (!mayAnything) {
                throw SignInRefusedException.because("The issuer knows you, but gave you neither the scope "
                        + Scopes.READ + " nor " + Scopes.WRITE + ".");
            }
            return token;
        } catch (JwtException | AuthenticationException refused) {
            throw SignInRefusedException.because("The issuer's access token is not one that this service accepts.");
        }
    }

    private ClientRegistration client(String issuer) {
        ClientRegistration client = clients.find(issuer);
        if (client == null) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such issuer.");
        }
        return client;
    }

    private OAuth2AuthorizationRequest authorization(ClientRegistration client, SignInState state, String cookie) {
        String nonce = state.nonce(cookie);
        String verifier = state.codeVerifier(cookie);
        Set<String> scopes = new TreeSet<>(Objects.requireNonNullElse(client.getScopes(), Set.of()));
        scopes.add(OidcScopes.OPENID);
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(client.getClientId())
                .authorizationUri(Objects.requireNonNull(
                        client.getProviderDetails().getAuthorizationUri(), "authorization_endpoint"))
                .redirectUri(redirectUri(client.getRegistrationId()))
                .scopes(scopes)
                .state(state.text(cookie))
                .attributes(Map.of(
                        REGISTRATION_ID,
                        client.getRegistrationId(),
                        OidcParameterNames.NONCE,
                        nonce,
                        PkceParameterNames.CODE_VERIFIER,
                        verifier))
                .additionalParameters(Map.of(
                        OidcParameterNames.NONCE,
                        SignInState.hash(nonce),
                        PkceParameterNames.CODE_CHALLENGE,
                        SignInState.hash(verifier),
                        PkceParameterNames.CODE_CHALLENGE_METHOD,
                        "S256"))
                .build();
    }

    private String redirectUri(String issuer) {
        String base =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        String configured = clients.redirectUri(issuer);
        return configured == null ? base + CALLBACK : configured.replace("{baseUrl}", base);
    }

    private static String parameter(HttpServletRequest request, String name) {
        List<String> values = List.of(Objects.requireNonNullElse(request.getParameterValues(name), new String[0]));
        return values.size() == 1 ? values.getFirst() : "";
    }
}
