package io.tableflow.iam.access;

import io.tableflow.iam.common.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.DeferredCsrfToken;

/**
 * The CSRF token of a form follows from the console's cookie, which other sites can neither read nor choose. So it is stored
 * nowhere, it is another one after signing in, and every node knows it.
 */
final class ConsoleCsrfTokens implements CsrfTokenRepository {

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    /** The token of a visitor, who gets a cookie if they have none yet. */
    @Override
    public DeferredCsrfToken loadDeferredToken(HttpServletRequest request, HttpServletResponse response) {
        return new DeferredCsrfToken() {
            private boolean isNew;

            @Override
            public CsrfToken get() {
                CsrfToken token = loadToken(request);
                if (token != null) {
                    return token;
                }
                isNew = true;
                return tokenOf(ConsoleCookie.renew(request, response));
            }

            @Override
            public boolean isGenerated() {
                get();
                return isNew;
            }
        };
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        String cookie = ConsoleCookie.valueOf(request);
        return cookie == null ? null : tokenOf(cookie);
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        throw new UnsupportedOperationException("A token follows from its cookie");
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        throw new UnsupportedOperationException("A token follows from its cookie");
    }

    private static CsrfToken tokenOf(String cookie) {
        return new DefaultCsrfToken(HEADER, PARAMETER, Sha256.sha256Hex("csrf\n" + cookie));
    }
}
