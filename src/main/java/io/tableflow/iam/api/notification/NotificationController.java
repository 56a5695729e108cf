package io.tableflow.iam.api.notification;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.notification.NotificationCommands;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows the endpoints that are told of events, and operates them. An endpoint is told of all environments. */
@RestController
class NotificationController implements NotificationApi {

    private final NotificationCommands commands;
    private final ApplicationEventPublisher events;

    NotificationController(NotificationCommands commands, ApplicationEventPublisher events) {
        this.commands = commands;
        this.events = events;
    }

    @Override
    @GetMapping("/notifications")
    public Page<NotificationEndpointView> list() {
        requireAll();
        return new Page<>(
                commands.list().stream().map(NotificationEndpointView::of).toList(), null);
    }

    @Override
    @PostMapping("/notifications/{endpoint}/test")
    public NotificationTestView test(@PathVariable String endpoint) {
        requireAll();
        return NotificationTestView.of(found(endpoint, commands.test(endpoint)));
    }

    @Override
    @PostMapping("/notifications/{endpoint}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public NotificationEndpointView replay(
            @PathVariable String endpoint,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable Instant since) {
        requireAll();
        if ((from == null) == (since == null)) {
            throw ProblemException.invalid("from", "or since must be given, and not both");
        }
        if (from != null && from < 1) {
            throw ProblemException.invalid("from", "must be the id of an event");
        }
        return NotificationEndpointView.of(
                found(endpoint, from != null ? commands.replay(endpoint, from) : commands.replay(endpoint, since)));
    }

    @Override
    @PostMapping("/notifications/{endpoint}/enable")
    @ResponseStatus(HttpStatus.ACCEPTED)
    public NotificationEndpointView enable(@PathVariable String endpoint) {
        requireAll();
        return NotificationEndpointView.of(found(endpoint, commands.enable(endpoint)));
    }

    private void requireAll() {
        EnvironmentVisibility.ofCaller().requireUnlimited(events);
    }

    private static <T> T found(String endpoint, Optional<T> found) {
        return found.orElseThrow(() -> new ProblemException(
                ProblemCode.NOTIFICATION_ENDPOINT_NOT_FOUND,
                "There is no endpoint '" + endpoint + "' in tableflow.notifications. GET /notifications lists them."));
    }
}
