package io.tableflow.iam.api.notification;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.notification.BlockedEnvironment;
import io.tableflow.iam.notification.EndpointState;
import io.tableflow.iam.notification.NotificationCommands.Status;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An endpoint that is told of events, as callers see it. */
@Schema(name = "NotificationEndpoint", description = "An endpoint that is told of events, and how far it is.")
record NotificationEndpointView(
        @Schema(
                description = "Its name: of the setting, or made of the URL.",
                pattern = NotificationApi.NAME,
                example = "chat")
        String name,

        @Schema(
                description = "Where events are posted to, without the query.",
                example = "https://hooks.example.com/iam")
        String url,

        @Schema(description = "The types of events that it is told of, sorted.")
        SortedSet<String> events,

        @Schema(description = "What it does.") Activity state,

        @Schema(
                description = "The id of an event: it and all before it were delivered, but for those of `blocked`, and"
                        + " those of other types.",
                example = "1041")
        long deliveredUpTo,

        @Schema(description = "How many events of all types there are after that.", example = "0")
        long behind,

        @Schema(description = "How many environments wait for an event that could not be delivered.", example = "0")
        int blockedCount,

        @Schema(description = "The first 50 of them, by the moment of the next attempt.")
        List<Blocked> blocked,

        @Schema(description = "When something was last delivered; null: never.") @Nullable
        Instant lastSuccessAt,

        @Schema(description = "When an attempt last failed; null: never.") @Nullable
        Instant lastFailureAt,

        @Schema(description = "Why.", example = "The endpoint answered 503.") @Nullable
        String lastFailure,

        @Schema(description = "Since when every attempt has failed; null: the latest did not.") @Nullable
        Instant failingSince,

        @Schema(description = "Nothing is sent before that moment; null: nothing is waited for.") @Nullable
        Instant pausedUntil,

        @Schema(description = "Since when nothing is sent at all; null: something is.") @Nullable
        Instant disabledAt,

        @Schema(description = "Why.") @Nullable String disabledReason) {

    /** What an endpoint does. */
    @Schema(name = "NotificationState", description = """
                    What an endpoint does.

                    - `DELIVERING`: the latest attempt was received, or there was none
                    - `FAILING`: the latest attempt failed; it is tried again
                    - `DISABLED`: it answered 410, or failed for five days; an operator enables it
                    """)
    enum Activity {
        DELIVERING,
        FAILING,
        DISABLED
    }

    /** An environment that waits. */
    @Schema(name = "BlockedNotifications", description = "An environment whose next event could not be delivered.")
    record Blocked(
            @Schema(description = "The environment's name; null: events of no environment.", example = "dev") @Nullable
            String environment,

            @Schema(description = "The id of the event; later ones of the environment wait for it.", example = "1040")
            long event,

            @Schema(description = "How often it was attempted.", example = "3")
            int attempts,

            @Schema(description = "Since when.") Instant failingSince,

            @Schema(description = "When it is attempted again, if the endpoint is not paused.")
            Instant nextAttemptAt,

            @Schema(description = "Why the latest attempt failed.", example = "The endpoint answered 500.")
            String lastFailure) {

        static Blocked of(BlockedEnvironment blocked) {
            return new Blocked(
                    blocked.environment().isEmpty() ? null : blocked.environment(),
                    blocked.position(),
                    blocked.attempts(),
                    blocked.failingSince(),
                    blocked.dueAt(),
                    blocked.lastFailure());
        }
    }

    static NotificationEndpointView of(Status status) {
        EndpointState state = status.state();
        return new NotificationEndpointView(
                status.endpoint().name(),
                status.endpoint().shownUrl(),
                new TreeSet<>(status.endpoint().types()),
                activity(state),
                state.position(),
                Math.max(0, state.head() - state.position()),
                state.blocked(),
                status.blocked().stream().map(Blocked::of).toList(),
                state.lastSuccessAt(),
                state.lastFailureAt(),
                state.lastFailure(),
                state.failingSince(),
                state.resumeAt(),
                state.disabledAt(),
                state.disabledReason());
    }

    private static Activity activity(EndpointState state) {
        if (state.disabledAt() != null) {
            return Activity.DISABLED;
        }
        return state.failures() > 0 ? Activity.FAILING : Activity.DELIVERING;
    }
}
