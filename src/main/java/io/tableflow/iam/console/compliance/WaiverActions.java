package io.tableflow.iam.console.compliance;

import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.compliance.RuleResult;
import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.http.request.Caller;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides on waivers as they were shown: one that was replaced in the meantime is left as it is. */
@Component
@ConditionalOnConsole
class WaiverActions {

    private final Waivers waivers;
    private final ComplianceReports reports;
    private final EnvironmentRepository environments;

    WaiverActions(Waivers waivers, ComplianceReports reports, EnvironmentRepository environments) {
        this.waivers = waivers;
        this.reports = reports;
        this.environments = environments;
    }

    /**
     * Approves a waiver that waits for it.
     *
     * @return false if it is not the rule's any more; nothing has changed then
     * @throws EnvironmentException if there is no such environment
     * @throws io.tableflow.iam.compliance.WaiverException if its end has come
     */
    @Transactional
    public boolean approve(String name, String rule, UUID shown) {
        Optional<Waiver> waiver = open(name, rule, shown);
        waiver.ifPresent(it -> waivers.request(
                name,
                rule,
                new Waiver.Terms(it.reason(), it.ticket(), it.until()),
                Caller.current().name()));
        return waiver.isPresent();
    }

    /**
     * Withdraws a waiver.
     *
     * @return false if it is not the rule's any more; nothing has changed then
     * @throws EnvironmentException if there is no such environment
     */
    @Transactional
    public boolean withdraw(String name, String rule, UUID shown) {
        Optional<Waiver> waiver = open(name, rule, shown);
        waiver.ifPresent(it -> waivers.withdraw(name, rule, Caller.current().name()));
        return waiver.isPresent();
    }

    private Optional<Waiver> open(String name, String rule, UUID shown) {
        if (environments.lockByName(name).isEmpty()) {
            throw EnvironmentException.notFound(name);
        }
        return reports.find(name).stream()
                .flatMap(report -> report.results().stream())
                .map(RuleResult::waiver)
                .filter(Objects::nonNull)
                .filter(it -> it.rule().equals(rule) && it.id().equals(shown))
                .findFirst();
    }
}
