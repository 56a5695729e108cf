package io.tableflow.iam.console.notification;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.console.overview.AuditPageQueries;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.FormProblem;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.notification.NotificationCommands;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The endpoints that are told of events. As in the API, only for those who see all environments. */
@Controller
@ConditionalOnConsole
class NotificationPageController {

    private static final String PATH = "/console/notifications";
    private static final String PAGE = "console/notifications";

    private final NotificationCommands commands;
    private final AuditPageQueries trail;
    private final ApplicationEventPublisher events;

    NotificationPageController(
            NotificationCommands commands, AuditPageQueries trail, ApplicationEventPublisher events) {
        this.commands = commands;
        this.trail = trail;
        this.events = events;
    }

    /**
     * The page.
     *
     * @param tested the endpoint to which a test message was sent just now; empty: none
     */
    @GetMapping(PATH)
    String list(@RequestParam(defaultValue = "") String tested, Model model) {
        requireAll();
        show(tested, model);
        return PAGE;
    }

    @PostMapping(PATH + "/{endpoint}/test")
    View test(@PathVariable String endpoint) {
        requireAll();
        found(endpoint, commands.test(endpoint));
        return ConsoleRedirect.to(PATH + "?tested=" + CurlCommand.encode(endpoint));
    }

    @PostMapping(PATH + "/{endpoint}/enable")
    View enable(@PathVariable String endpoint) {
        requireAll();
        found(endpoint, commands.enable(endpoint));
        return ConsoleRedirect.to(PATH);
    }

    /** From an event on, or from a moment on. */
    @PostMapping(PATH + "/{endpoint}/replay")
    Object replay(
            @PathVariable String endpoint,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String since,
            Model model,
            HttpServletResponse response) {
        requireAll();
        try {
            if (from.isBlank() == since.isBlank()) {
                throw ProblemException.invalid("from", "or since must be given, and not both");
            }
            found(
                    endpoint,
                    since.isBlank()
                            ? commands.replay(endpoint, event(from))
                            : commands.replay(endpoint, moment(since)));
            return ConsoleRedirect.to(PATH);
        } catch (ProblemException refused) {
            if (refused.code() == ProblemCode.NOTIFICATION_ENDPOINT_NOT_FOUND) {
                throw refused;
            }
            show("", model);
            model.addAttribute("replaying", endpoint);
            FormProblem.show(refused, model, response);
            return PAGE;
        }
    }

    private void show(String tested, Model model) {
        FormProblem.none(model);
        model.addAttribute(
                "endpoints", commands.list().stream().map(EndpointLine::of).toList());
        model.addAttribute("outcome", tested.isEmpty() ? null : outcome(tested));
        model.addAttribute("replaying", "");
        model.addAttribute("curl", CurlCommand.get("/notifications"));
    }

    private @Nullable TestOutcome outcome(String tested) {
        return trail.page("", AuditEventType.NOTIFICATION_TESTED.name(), "", Long.MAX_VALUE).stream()
                .map(it -> TestOutcome.of(it.line()))
                .filter(it -> it.endpoint().equals(tested))
                .findFirst()
                .orElse(null);
    }

    private static long event(String text) {
        if (!text.strip().matches("[1-9]\\d{0,17}")) {
            throw ProblemException.invalid("from", "must be the id of an event");
        }
        return Long.parseLong(text.strip());
    }

    /** As a browser sends it: without a zone, which is UTC here. */
    private static Instant moment(String text) {
        try {
            return LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException none) {
            throw ProblemException.invalid("since", "must be a moment such as 2026-03-02T12:00");
        }
    }

    private void requireAll() {
        EnvironmentVisibility.ofCaller().requireUnlimited(events);
    }

    private static <T> void found(String endpoint, Optional<T> found) {
        if (found.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOTIFICATION_ENDPOINT_NOT_FOUND,
                    "There is no endpoint '" + endpoint + "' in tableflow.notifications.");
        }
    }
}
