package io.tableflow.iam.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The console's only cookie: 256 random bits. A visitor has one before they sign in, which their form's CSRF token depends on, and
 * gets another one when they do.
 *
 * <p>Over TLS its name begins with {@code __Host-}, so that no other host of the domain, and nobody on an unencrypted connection,
 * can set it.
 */
final class ConsoleCookie {

    static final String NAME = "tableflow-console";
    static final String NAME_OVER_TLS = "__Host-" + NAME;

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String CHOSEN = ConsoleCookie.class.getName();
    private static final SecureRandom RANDOM = new SecureRandom();

    private ConsoleCookie() {}

    /** What the browser sent, or what it gets with this answer; null if it is neither. */
    static @Nullable String valueOf(HttpServletRequest request) {
        if (request.getAttribute(CHOSEN) instanceof String chosen) {
            return chosen;
        }
        Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name(request)))
                .map(Cookie::getValue)
                .filter(value -> VALUE.matcher(value).matches())
                .findFirst()
                .orElse(null);
    }

    /** Gives the browser another value. */
    static String renew(HttpServletRequest request, HttpServletResponse response) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        request.setAttribute(CHOSEN, value);
        write(value, null, request, response);
        return value;
    }

    /** Has the browser forget it. */
    static void clear(HttpServletRequest request, HttpServletResponse response) {
        write("", Duration.ZERO, request, response);
    }

    /** Lax, not Strict: with Strict, whoever follows a link to the console from elsewhere would have to sign in again. */
    private static void write(
            String value, @Nullable Duration age, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax");
        if (age != null) {
            cookie.maxAge(age);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? NAME_OVER_TLS : NAME;
    }
}
