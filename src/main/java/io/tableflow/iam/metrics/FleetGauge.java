package io.tableflow.iam.metrics;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A gauge of all environments. Every node reads the same value from the database, so that whoever aggregates over nodes takes the
 * maximum, never the sum. The constants are the values of the column {@code gauge} of {@link FleetQuery}.
 */
enum FleetGauge {
    ENVIRONMENTS("tableflow.environments", "Environments, by state and AWS account", null, "account", "state"),
    AWAITING_OLDEST_AGE(
            "tableflow.environments.awaiting.oldest.age",
            "For how long the environment that has awaited its provider integration longest has awaited it; 0: none does",
            "seconds"),
    CONTESTED(
            "tableflow.environments.contested",
            "Environments whose repairs somebody else undoes again and again",
            null),
    INTEGRATIONS_GONE(
            "tableflow.environments.integration.gone",
            "Environments whose provider integration was deleted at Confluent, as of the latest look",
            null),
    TABLEFLOW_UNHEALTHY(
            "tableflow.environments.unhealthy",
            "Environments for which Confluent reports a problem with Tableflow, by the kind of its cause",
            null,
            "cause"),
    TRUST_OPEN_OTHERS(
            "tableflow.trust.open.others",
            "Environments whose trust lets in others than Confluent, as of the latest comparison",
            null,
            "account"),
    TRUST_WINDOWS(
            "tableflow.trust.windows",
            "Environments whose trust has ended by its trustConditions, or ends within seven days",
            null,
            "window"),
    DRIFT_UNREPAIRED(
            "tableflow.drift.unrepaired",
            "Environments that differ from live IAM, as of the latest comparison, by the kind of the difference",
            null,
            "kind",
            "critical",
            "repair"),
    SWEEP_LAST_SUCCESS(
            "tableflow.drift.sweep.last.success.time",
            "When the latest complete sweep of an account ended, in seconds since 1970",
            "seconds",
            "account"),
    SWEEP_FAILING(
            "tableflow.drift.sweep.failing",
            "1: the latest sweep of the account was not complete; 0: it was",
            null,
            "account"),
    ORPHANS(
            "tableflow.orphans",
            "Roles, policies and provider integrations of this service that belong to no environment",
            null,
            "account"),
    WORKFLOWS_ACTIVE("tableflow.workflows.active", "Workflows that are not finished", null, "kind"),
    WORKFLOWS_OLDEST_AGE(
            "tableflow.workflows.oldest.age",
            "For how long the longest of the active workflows has been at its present stage; 0: none is active",
            "seconds",
            "kind"),
    CALLBACKS_KEPT(
            "tableflow.callbacks.kept", "Callbacks whose role no environment has, kept for one that gets it", null),
    COMPLIANCE_FAILING(
            "tableflow.compliance.failing",
            "Rules that environments do not meet, each counted for each environment, by severity; WAIVED: that is accepted",
            null,
            "severity",
            "status"),
    COMPLIANCE_JUDGED(
            "tableflow.compliance.judged.time",
            "When all environments were last judged by all rules, in seconds since 1970; 0: never",
            "seconds"),
    AUDIT_VALID(
            "tableflow.audit.chain.valid",
            "1: the latest validation of the audit trail's chain found nothing; 0: the chain is broken",
            null),
    AUDIT_CHECKED(
            "tableflow.audit.chain.checked.time",
            "When the audit trail's chain was validated last, in seconds since 1970; 0: never",
            "seconds"),
    AUDIT_UNSEALED(
            "tableflow.audit.unsealed.oldest.age",
            "For how long the oldest line of the audit trail that is not in its chain yet has been written; 0: there is none",
            "seconds"),
    NOTIFICATION_OLDEST_AGE(
            "tableflow.notification.oldest.age",
            "For how long the oldest event that an endpoint was not told yet has been written; 0: it was told all",
            "seconds",
            "endpoint"),
    NOTIFICATION_BLOCKED(
            "tableflow.notification.blocked",
            "Environments whose events wait for one that could not be delivered to an endpoint",
            null,
            "endpoint"),
    NOTIFICATION_DISABLED(
            "tableflow.notification.disabled",
            "1: the endpoint is disabled, and nothing is sent to it; 0: it is not",
            null,
            "endpoint");

    private final String meter;
    private final String description;
    private final @Nullable String unit;
    private final String tags;

    FleetGauge(String meter, String description, @Nullable String unit, String... tags) {
        this.meter = meter;
        this.description = description;
        this.unit = unit;
        this.tags = String.join(" ", tags);
    }

    /** Its value in the column {@code gauge}. */
    static FleetGauge ofColumn(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    String meter() {
        return meter;
    }

    String description() {
        return description;
    }

    /** The base unit; {@code null}: it counts things. */
    @Nullable
    String unit() {
        return unit;
    }

    /** The keys of its tags, in the order of the columns. */
    List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(" ", -1));
    }

    /** One series of it. */
    FleetSeries series(String... values) {
        return new FleetSeries(this, List.of(values));
    }
}
