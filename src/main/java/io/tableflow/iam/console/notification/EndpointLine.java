package io.tableflow.iam.console.notification;

import io.tableflow.iam.notification.BlockedEnvironment;
import io.tableflow.iam.notification.EndpointState;
import io.tableflow.iam.notification.NotificationCommands;
import java.util.List;
import java.util.TreeSet;

/**
 * An endpoint, as its page shows it.
 *
 * @param blocked environments whose events could not be delivered, the first 50 by the moment of the next attempt
 */
record EndpointLine(
        String name, String url, List<String> types, EndpointState state, List<BlockedEnvironment> blocked) {

    static EndpointLine of(NotificationCommands.Status status) {
        return new EndpointLine(
                status.endpoint().name(),
                status.endpoint().shownUrl(),
                List.copyOf(new TreeSet<>(status.endpoint().types())),
                status.state(),
                status.blocked());
    }

    /** As in the API: {@code DISABLED}, {@code FAILING} or {@code DELIVERING}. */
    public String activity() {
        if (state.disabledAt() != null) {
            return "DISABLED";
        }
        return state.failures() > 0 ? "FAILING" : "DELIVERING";
    }

    /** As in {@link io.tableflow.iam.console.page.StateWords}. */
    public String tone() {
        if (state.disabledAt() != null) {
            return "bad";
        }
        return state.failures() > 0 || state.blocked() > 0 ? "warn" : "ok";
    }

    /** How many events of all types there are after the last that was delivered. */
    public long behind() {
        return Math.max(0, state.head() - state.position());
    }
}
