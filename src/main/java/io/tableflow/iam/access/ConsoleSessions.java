package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties.Token;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.access.ConsoleSessionStore.Holder;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signing in to the console and out of it, and who is signed in. The permissions of a session are those that the settings give its
 * token at each request: where the token is removed from the settings, its sessions end. Those of who signed in with an issuer are
 * the permissions of the access token that they had then.
 */
@Component
public class ConsoleSessions implements SecurityContextRepository {

    /** Requests that a page makes by itself have this header; a session does not last longer for them. */
    public static final String BY_ITSELF = "X-Console-Live";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final ConsoleSessionStore store;
    private final StaticTokens tokens;
    private final IssuerClients issuers;
    private final JwtCallerConverter claims;
    private final ApplicationEventPublisher events;

    ConsoleSessions(
            ConsoleSessionStore store,
            TableflowProperties properties,
            IssuerClients issuers,
            ApplicationEventPublisher events) {
        this.store = store;
        this.tokens = new StaticTokens(properties.security().tokens());
        this.issuers = issuers;
        this.claims = new JwtCallerConverter(properties.security());
        this.events = events;
    }

    /** Begins a session with a cookie of its own, if the token is known; if not, the audit trail is told. */
    public boolean signIn(String token, HttpServletRequest request, HttpServletResponse response) {
        Token known = tokens.find(token.strip());
        if (known == null) {
            events.publishEvent(new AccessDeniedEvent.LoginRefused(
                    Caller.current().name(), "The token is unknown, expired or not meant for this service."));
            return false;
        }
        begin(new Holder(known.sha256(), null), request, response);
        return true;
    }

    /** Begins a session for the holder of an access token that was validated. */
    void begin(Jwt accessToken, HttpServletRequest request, HttpServletResponse response) {
        begin(new Holder(null, JSON.writeValueAsString(claims.ofCaller(accessToken))), request, response);
    }

    private void begin(Holder holder, HttpServletRequest request, HttpServletResponse response) {
        signOut(request);
        store.begin(ConsoleCookie.renew(request, response), holder);
    }

    /** Ends the session, if there is one. */
    public void signOut(HttpServletRequest request, HttpServletResponse response) {
        signOut(request);
        ConsoleCookie.clear(request, response);
    }

    /** Whether the session of a request has not ended since. */
    public boolean isOpen(HttpServletRequest request) {
        return find(request) != null;
    }

    /** Whether a page makes the request by itself, without its reader doing anything: to refresh a part, or to listen for changes. */
    static boolean isByItself(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(BY_ITSELF) != null
                || (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }

    private void signOut(HttpServletRequest request) {
        String cookie = ConsoleCookie.valueOf(request);
        if (cookie != null) {
            store.end(cookie);
        }
    }

    private @Nullable CallerAuthentication find(HttpServletRequest request) {
        String cookie = ConsoleCookie.valueOf(request);
        Holder holder = cookie == null ? null : store.find(cookie, !isByItself(request));
        if (holder == null) {
            return null;
        }
        return holder.claims() == null ? ofToken(holder.tokenSha256()) : ofIssuer(holder.claims());
    }

    private @Nullable CallerAuthentication ofToken(@Nullable String sha256) {
        Token token = sha256 == null ? null : tokens.findBySha256(sha256);
        return token == null
                ? null
                : CallerAuthentication.ofToken(
                        token,
                        token.scopes().stream()
                                .map(scope -> new SimpleGrantedAuthority(Scopes.authority(scope)))
                                .toList());
    }

    /** Nobody is signed in with an issuer any more where the settings have none. */
    private @Nullable CallerAuthentication ofIssuer(String json) {
        return issuers.isEmpty()
                ? null
                : claims.caller(Jwt.withTokenValue("not kept")
                        .header("alg", "none")
                        .claims(all -> all.putAll(JSON.readValue(json, CLAIMS)))
                        .build());
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"}) // the interface still requires it
    public SecurityContext loadContext(HttpRequestResponseHolder exchange) {
        CallerAuthentication caller = find(exchange.getRequest());
        return caller == null ? SecurityContextHolder.createEmptyContext() : new SecurityContextImpl(caller);
    }

    /** Sessions begin and end in the methods above, and nowhere else. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return ConsoleCookie.valueOf(request) != null;
    }
}
