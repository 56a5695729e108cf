package io.tableflow.iam.console.page;

import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * What an {@code Idempotency-Key} is for the API, the hidden field {@value #FIELD} is for forms that change something: a form that is
 * sent again as it was, by a second click or by going back, changes nothing again and leads where it led before. It is another
 * form once something else is filled in. A form that was refused can be sent again.
 */
@Component
@ConditionalOnConsole
class SentForms implements HandlerInterceptor {

    /** The field's name. */
    static final String FIELD = "once";

    private static final Pattern KEY = Pattern.compile("[0-9a-f-]{36}");
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final String CLAIMED = SentForms.class.getName();

    /** A verification takes ten seconds at most; nothing else takes as long. */
    private static final Duration WAIT_AT_MOST = Duration.ofSeconds(12);

    private final SentFormRepository forms;

    SentForms(SentFormRepository forms) {
        this.forms = forms;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        String once = request.getParameter(FIELD);
        if (once == null || !HttpMethod.POST.matches(request.getMethod())) {
            return true;
        }
        if (!KEY.matcher(once).matches()) {
            throw ProblemException.invalid(FIELD, "must be the one of the form that was shown");
        }
        String caller = Caller.current().name();
        byte[] content = content(request);
        String key = "console " + HexFormat.of().formatHex(content);
        String place = claimOrPlace(caller, key, content);
        if (place == null) {
            request.setAttribute(CLAIMED, key);
            return true;
        }
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, request.getContextPath() + place);
        return false;
    }

    /** Null: it was not sent before. Otherwise where it led; where the first is still being done, that is waited for. */
    private @Nullable String claimOrPlace(String caller, String key, byte[] content) throws InterruptedException {
        long end = System.nanoTime() + WAIT_AT_MOST.toNanos();
        while (!forms.claim(caller, key, content)) {
            String place = forms.place(caller, key).orElse(null);
            if (place != null) {
                return place;
            }
            if (System.nanoTime() > end) {
                throw new ProblemException(
                                ProblemCode.IDEMPOTENCY_KEY_IN_FLIGHT,
                                "What this form asks for is still being done. Look in a moment whether it is done.")
                        .retryAfter(Duration.ofSeconds(5));
            }
            Thread.sleep(LOOK_EVERY);
        }
        return null;
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView modelAndView) {
        if (request.getAttribute(CLAIMED) instanceof String key
                && modelAndView != null
                && modelAndView.getView() instanceof RedirectView redirect
                && redirect.getUrl() != null) {
            forms.done(Caller.current().name(), key, redirect.getUrl());
            request.removeAttribute(CLAIMED);
        }
    }

    /** What was refused, or failed, is as if it had not been sent. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(CLAIMED) instanceof String key) {
            forms.forget(Caller.current().name(), key);
        }
    }

    private static byte[] content(HttpServletRequest request) {
        StringBuilder content = new StringBuilder(request.getRequestURI());
        Map<String, String[]> fields = new TreeMap<>(request.getParameterMap());
        fields.remove("_csrf");
        fields.forEach((name, values) -> {
            for (String value : values) {
                content.append('\n').append(name.length()).append(' ').append(name);
                content.append(value.length()).append(' ').append(value);
            }
        });
        return Sha256.sha256(content.toString().getBytes(StandardCharsets.UTF_8));
    }
}
