package io.tableflow.iam.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Why a request to the console was refused with 403. The request is forwarded to {@link #PATH}, where the console shows it.
 *
 * @param isForged whether it lacked the CSRF token of its form, as where a form is too old, or another site sent it
 * @param why in a sentence
 */
public record ConsoleRefusal(boolean isForged, String why) {

    public static final String PATH = "/console/refused";

    /** That of a forwarded request; empty if somebody requested the path itself. */
    public static Optional<ConsoleRefusal> of(HttpServletRequest request) {
        return Optional.ofNullable((ConsoleRefusal) request.getAttribute(ConsoleRefusal.class.getName()));
    }
}
