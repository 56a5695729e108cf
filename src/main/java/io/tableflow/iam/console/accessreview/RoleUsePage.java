package io.tableflow.iam.console.accessreview;

import io.tableflow.iam.accessreview.AccessReview;
import io.tableflow.iam.accessreview.ActionEvidence;
import io.tableflow.iam.accessreview.RoleCall;
import io.tableflow.iam.accessreview.RoleUseSummary;
import io.tableflow.iam.accessreview.UseReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The use of a role, and the reviews of it, as their page shows them.
 *
 * @param reviews newest first
 * @param now the moment at which it is shown
 */
record RoleUsePage(RoleUseSummary use, List<AccessReview> reviews, Instant now) {

    /** The latest review; null: it was never reviewed. */
    public @Nullable AccessReview latest() {
        return reviews.isEmpty() ? null : reviews.getFirst();
    }

    /** What was never reviewed is overdue. */
    public boolean isOverdue() {
        return reviews.isEmpty() || reviews.getFirst().nextDue().isBefore(now);
    }

    /** As in {@link io.tableflow.iam.console.page.StateWords}: what is known of the last use; what was not expected is warned of. */
    public String useTone() {
        if (use.lastUse().unknownBecause() != null) {
            return "warn";
        }
        if (unexpected() > 0) {
            return "warn";
        }
        return use.lastUse().at() == null ? "off" : "ok";
    }

    /** The services, those first that were used last. */
    public List<UseReport.Line> services() {
        return use.services().stream()
                .sorted(Comparator.comparing(
                                UseReport.Line::at, Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
                        .thenComparing(UseReport.Line::service))
                .toList();
    }

    /** The actions that were used, those first that were used last. */
    public List<ActionEvidence> used() {
        return use.actions().stream()
                .filter(it -> it.status() == ActionEvidence.Status.USED)
                .sorted(Comparator.comparing(
                                ActionEvidence::at, Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
                        .thenComparing(ActionEvidence::action))
                .toList();
    }

    /** The names of the actions that AWS tracks and has not seen. */
    public List<String> notSeen() {
        return with(ActionEvidence.Status.NOT_SEEN);
    }

    /** The names of the actions of whose use AWS does not tell. */
    public List<String> notTracked() {
        return with(ActionEvidence.Status.NOT_TRACKED);
    }

    private List<String> with(ActionEvidence.Status status) {
        return use.actions().stream()
                .filter(it -> it.status() == status)
                .map(ActionEvidence::action)
                .toList();
    }

    /** How many of the latest calls were not expected. */
    public long unexpected() {
        return use.calls().stream().filter(RoleUsePage::isUnexpected).count();
    }

    private static boolean isUnexpected(RoleCall call) {
        return call.unexpected() != null || Boolean.FALSE.equals(call.externalIdMatched());
    }

    /** What is to be looked at of a call; empty: nothing. */
    public List<String> flags(RoleCall call) {
        return Stream.of(
                        call.unexpected() == RoleCall.Unexpected.OTHER_ACCOUNT ? "another account" : "",
                        call.unexpected() == RoleCall.Unexpected.OTHER_PRINCIPAL ? "another principal" : "",
                        Boolean.FALSE.equals(call.externalIdMatched()) ? "another external id" : "")
                .filter(it -> !it.isEmpty())
                .toList();
    }

    /** {@code bad}: not expected, and let in. */
    public String tone(RoleCall call) {
        if (!isUnexpected(call)) {
            return "";
        }
        return call.errorCode() == null ? "bad" : "warn";
    }
}
