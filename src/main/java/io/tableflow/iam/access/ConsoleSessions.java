package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties.Token;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Signing in to the console and out of it, and who is signed in. The permissions of a session are those that the settings give its
 * token at each request: where the token is removed from the settings, its sessions end.
 */
@Component
public class ConsoleSessions implements SecurityContextRepository {

    /** Requests that a page makes by itself have this header; a session does not last longer for them. */
    public static final String BY_ITSELF = "X-Console-Live";

    private final ConsoleSessionStore store;
    private final StaticTokens tokens;
    private final ApplicationEventPublisher events;

    ConsoleSessions(ConsoleSessionStore store, TableflowProperties properties, ApplicationEventPublisher events) {
        this.store = store;
        this.tokens = new StaticTokens(properties.security().tokens());
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
        signOut(request);
        store.begin(ConsoleCookie.renew(request, response), known.sha256());
        return true;
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

    private @Nullable Token find(HttpServletRequest request) {
        String cookie = ConsoleCookie.valueOf(request);
        String sha256 = cookie == null ? null : store.find(cookie, !isByItself(request));
        return sha256 == null ? null : tokens.findBySha256(sha256);
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"}) // the interface still requires it
    public SecurityContext loadContext(HttpRequestResponseHolder exchange) {
        Token token = find(exchange.getRequest());
        if (token == null) {
            return SecurityContextHolder.createEmptyContext();
        }
        return new SecurityContextImpl(CallerAuthentication.ofToken(
                token,
                token.scopes().stream()
                        .map(scope -> new SimpleGrantedAuthority(Scopes.authority(scope)))
                        .toList()));
    }

    /** Sessions begin and end in {@link #signIn} and {@link #signOut}, and nowhere else. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return ConsoleCookie.valueOf(request) != null;
    }
}
