package io.tableflow.iam.http.request;

import java.util.Objects;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The caller of a request.
 *
 * @param name {@code token:} and the name of a static token, or {@code jwt:}, the issuer, {@code #} and the subject of a JWT; {@code anonymous} for a caller without either, and
 *     {@code system} where the service itself acts
 * @param address the address that the request came from; empty if there is no request
 */
public record Caller(String name, String address) {

    private static final String ANONYMOUS = "anonymous";
    private static final String SYSTEM = "system";

    /** The caller of the current thread's request. */
    public static Caller current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        String address = RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? Objects.requireNonNullElse(attributes.getRequest().getRemoteAddr(), "")
                : "";
        if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
            return new Caller(address.isEmpty() ? SYSTEM : ANONYMOUS, address);
        }
        return new Caller(authentication.getName(), address);
    }
}
