package io.tableflow.iam.api.accessreview;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.accessreview.ActionEvidence;
import io.tableflow.iam.accessreview.RoleCall;
import io.tableflow.iam.accessreview.RoleCaller;
import io.tableflow.iam.accessreview.RoleUseSummary;
import io.tableflow.iam.accessreview.TrailCoverage;
import io.tableflow.iam.accessreview.UseReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The use of an environment's role as callers see it. */
@Schema(
        name = "Access",
        description = "What is known of the use of an environment's role, each with its age and source.")
record AccessView(
        @Schema(description = "When a session of the role last called AWS.")
        LastUsed lastUsed,

        @Schema(description = "IAM's report on services and actions.")
        Report report,

        @Schema(description = "Who assumed the role, or tried to, by CloudTrail.")
        Calls assumeRole,

        @Schema(description = "The reviews of it.") Review review) {

    /** When the role was last used. */
    @Schema(
            name = "RoleLastUsed",
            description = "When a session of the role last called AWS, in whatever service (IAM, GetRole).")
    record LastUsed(
            @Schema(description = "When; null: not in the 400 days that AWS tracks, or not known.") @Nullable
            Instant at,

            @Schema(description = "In which region.", example = "eu-central-1") @Nullable
            String region,

            @Schema(description = "When IAM was asked: now. IAM itself may be hours behind.")
            Instant checkedAt,

            @Schema(description = "Why it is not known; null: it is.") @Nullable
            String unknownBecause,

            @Schema(description = "The permission that is missing; null: none is known to be.", example = "iam:GetRole")
            @Nullable
            String permission) {

        static LastUsed of(RoleUseSummary.LastUse use) {
            return new LastUsed(use.at(), use.region(), use.checkedAt(), use.unknownBecause(), use.permission());
        }
    }

    /** IAM's report. */
    @Schema(
            name = "AccessReport",
            description =
                    "IAM's report on the services and actions that the role has used. Attempts that were denied count, too.")
    record Report(
            @Schema(description = "When it was made; null: there is none.") @Nullable
            Instant collectedAt,

            @Schema(description = "The beginning of the time that it speaks of; null: there is none.") @Nullable
            Instant since,

            @Schema(description = "Why there is none, or none that is newer; null: it is the latest.") @Nullable
            String unknownBecause,

            @Schema(
                    description = "The permission that is missing; null: none is known to be.",
                    example = "iam:GenerateServiceLastAccessedDetails")
            @Nullable
            String permission,

            @Schema(description = "The services that the role's policies allow.")
            List<Service> services,

            @Schema(description = "The actions that the environment's documents allow.")
            List<Action> actions) {

        static Report of(RoleUseSummary use) {
            UseReport report = use.report();
            return new Report(
                    report == null ? null : report.collectedAt(),
                    use.since(),
                    use.reportUnknownBecause(),
                    report == null ? null : report.permission(),
                    use.services().stream()
                            .map(it -> new Service(it.service(), it.at(), it.region()))
                            .toList(),
                    use.actions().stream()
                            .map(it -> new Action(it.action(), it.status(), it.at(), it.region()))
                            .toList());
        }
    }

    /** A service. */
    @Schema(name = "ServiceLastUsed", description = "When a service was last used.")
    record Service(
            @Schema(description = "As in actions.", example = "glue")
            String service,

            @Schema(description = "When; null: not since the report's beginning.") @Nullable
            Instant lastUsedAt,

            @Schema(description = "In which region.", example = "eu-central-1") @Nullable
            String region) {}

    /** An action. */
    @Schema(name = "ActionLastUsed", description = "When an action was last used.")
    record Action(
            @Schema(description = "As the document has it.", example = "glue:GetTable")
            String action,

            @Schema(
                    description =
                            "USED; NOT_SEEN since the report's beginning; NOT_TRACKED: AWS does not say, as with all that reads"
                                    + " and writes objects in S3; UNKNOWN: there is no report.")
            ActionEvidence.Status status,

            @Schema(description = "When; null unless USED.") @Nullable
            Instant lastUsedAt,

            @Schema(description = "In which region.", example = "eu-central-1") @Nullable
            String region) {}

    /** Calls of AssumeRole. */
    @Schema(
            name = "AssumeRoleHistory",
            description =
                    "Calls of AssumeRole for the role, by CloudTrail. A call that AWS refused may be in the trail of the"
                            + " caller's account only.")
    record Calls(
            @Schema(description = "Why nothing is known, or nothing of late; null: it is.") @Nullable
            String unknownBecause,

            @Schema(description = "What was read of CloudTrail, by region.")
            List<Coverage> coverage,

            @Schema(description = "Who called, most recent first.")
            List<CallerOfRole> callers,

            @Schema(description = "The latest 50 calls, newest first.")
            List<Call> latest) {

        static Calls of(RoleUseSummary use) {
            return new Calls(
                    use.callsUnknownBecause(),
                    use.coverage().stream().map(Coverage::of).toList(),
                    use.callers().stream().map(CallerOfRole::of).toList(),
                    use.calls().stream().map(Call::of).toList());
        }
    }

    /** What was read of CloudTrail. */
    @Schema(name = "TrailCoverage", description = "What was read of CloudTrail in one region of the account.")
    record Coverage(
            @Schema(description = "The region.", example = "us-east-1")
            String region,

            @Schema(description = "Since when calls are known.")
            Instant from,

            @Schema(description = "Until when.") Instant to,

            @Schema(description = "The end of the latest time that had too many calls to be read; null: there is none.")
            @Nullable
            Instant skippedAt,

            @Schema(description = "Why the latest look did not succeed; null: it did.") @Nullable
            String unknownBecause,

            @Schema(
                    description = "The permission that is missing; null: none is known to be.",
                    example = "cloudtrail:LookupEvents")
            @Nullable
            String permission) {

        static Coverage of(TrailCoverage it) {
            return new Coverage(it.region(), it.from(), it.to(), it.skippedAt(), it.failure(), it.permission());
        }
    }

    /** Who called. */
    @Schema(name = "RoleCaller", description = "A principal that has called AssumeRole for the role.")
    record CallerOfRole(
            @Schema(description = "Its account; empty: CloudTrail does not say.", example = "851725421142")
            String account,

            @Schema(
                    description = "Its unique id, by which CloudTrail names principals of other accounts.",
                    example = "AROAEXAMPLEEXAMPLEEXA")
            String principalId,

            @Schema(
                    description = "The integration that was in force then; empty: none is known.",
                    example = "cspi-42o61")
            String integration,

            @Schema(description = "Its first call.") Instant firstSeenAt,
            @Schema(description = "Its last call.") Instant lastSeenAt,

            @Schema(description = "How many calls are known.", example = "12")
            long times) {

        static CallerOfRole of(RoleCaller it) {
            return new CallerOfRole(it.account(), it.id(), it.integration(), it.firstSeen(), it.lastSeen(), it.times());
        }
    }

    /** A call. */
    @Schema(name = "AssumeRoleCall", description = "A call of AssumeRole for the role.")
    record Call(
            @Schema(description = "CloudTrail's id of the event.")
            String eventId,

            @Schema(description = "When.") Instant at,

            @Schema(description = "Where.", example = "us-east-1")
            String region,

            @Schema(description = "The caller's account; null: CloudTrail does not say.", example = "851725421142")
            @Nullable
            String callerAccount,

            @Schema(description = "The caller's unique id.", example = "AROAEXAMPLEEXAMPLEEXA") @Nullable
            String callerPrincipalId,

            @Schema(description = "The caller's ARN, which CloudTrail shows of callers of the same account only.")
            @Nullable
            String callerArn,

            @Schema(description = "The name of the session.", example = "tableflow") @Nullable
            String sessionName,

            @Schema(description = "Where the call came from.", example = "203.0.113.7") @Nullable
            String sourceIp,

            @Schema(description = "Why it was refused; null: it was not.", example = "AccessDenied") @Nullable
            String errorCode,

            @Schema(
                    description =
                            "Whether its external id was the integration's; null: none was sent, or none is known.")
            @Nullable
            Boolean externalIdMatched,

            @Schema(description = "The same in the trails of both accounts.") @Nullable
            String sharedEventId,

            @Schema(
                    description =
                            "Why it was not expected: another account than that of Confluent's principal, or another"
                                    + " principal of it than the first one; null: it was expected.")
            RoleCall.@Nullable Unexpected unexpected) {

        static Call of(RoleCall it) {
            return new Call(
                    it.id(),
                    it.at(),
                    it.region(),
                    it.callerAccount(),
                    it.callerId(),
                    it.callerArn(),
                    it.sessionName(),
                    it.sourceIp(),
                    it.errorCode(),
                    it.externalIdMatched(),
                    it.sharedEventId(),
                    it.unexpected());
        }
    }

    /** The reviews. */
    @Schema(name = "ReviewState", description = "When the use was last reviewed, and when it has to be again.")
    record Review(
            @Schema(description = "The latest; null: it was never reviewed.") @Nullable
            ReviewView latest,

            @Schema(description = "When the next one is due; null: there was none before.") @Nullable
            Instant nextDue,

            @Schema(description = "Whether it is overdue. What was never reviewed is.")
            boolean overdue) {}
}
