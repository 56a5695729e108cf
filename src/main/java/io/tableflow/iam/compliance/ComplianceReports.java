package io.tableflow.iam.compliance;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.accessreview.StoredUse;
import io.tableflow.iam.accessreview.StoredUses;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges environments by all rules. Calls nothing: what was last observed is stored. A page takes three statements, however many
 * environments it has.
 */
@Service
@Transactional(readOnly = true)
public class ComplianceReports {

    private final ComplianceRowRepository rows;
    private final WaiverRepository waivers;
    private final StoredUses uses;
    private final Clock clock;
    private final TableflowProperties properties;

    ComplianceReports(
            ComplianceRowRepository rows,
            WaiverRepository waivers,
            StoredUses uses,
            Clock clock,
            TableflowProperties properties) {
        this.rows = rows;
        this.waivers = waivers;
        this.uses = uses;
        this.clock = clock;
        this.properties = properties;
    }

    /** The report on the environment with that name; empty: there is none. */
    public Optional<ComplianceReport> find(String name) {
        return rows.findByName(name)
                .map(row -> report(
                        row,
                        use(row.environment()),
                        waivers.open(List.of(row.environment().id()))));
    }

    /**
     * Reports on environments in the order of their names.
     *
     * @param after names up to this one are left out
     * @param names a regular expression; names that do not match are left out
     * @param most how many
     */
    public List<ComplianceReport> page(String after, String names, int most) {
        return reports(rows.page(after, names, Limit.of(most)));
    }

    /** Reports on the environments with these names, by their names. One that does not exist has none. */
    public Map<String, ComplianceReport> of(Collection<String> names) {
        return names.isEmpty()
                ? Map.of()
                : reports(rows.findByNameIn(names)).stream()
                        .collect(Collectors.toMap(it -> it.environment().name(), Function.identity()));
    }

    private List<ComplianceReport> reports(List<ComplianceRow> page) {
        if (page.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = page.stream().map(row -> row.environment().id()).toList();
        Map<UUID, StoredUse> known = uses.of(ids);
        Map<UUID, List<Waiver>> open = waivers.open(ids).stream().collect(Collectors.groupingBy(Waiver::environmentId));
        return page.stream()
                .map(row -> report(
                        row,
                        known.getOrDefault(row.environment().id(), StoredUse.NOTHING),
                        open.getOrDefault(row.environment().id(), List.of())))
                .toList();
    }

    private StoredUse use(Environment environment) {
        return uses.of(environment.id());
    }

    /**
     * The rules that would fail by a plan and do not now. What is waived now does not fail newly.
     *
     * @param existing the environment; null: it would be new
     * @param documents those that would be in force, by the resource as plans name it
     */
    public List<RuleResult> newlyFailing(
            EnvironmentSpec spec, @Nullable Environment existing, Map<String, String> documents) {
        ComplianceSubject.Settings settings = settings(clock.instant());
        ComplianceSubject before = existing == null
                ? null
                : rows.findByName(existing.name())
                        .map(row -> SubjectReader.observed(
                                row, use(existing), waivers.open(List.of(existing.id())), settings))
                        .orElse(null);
        ComplianceSubject after = SubjectReader.planned(spec, documents, before, existing, settings);
        Set<ComplianceRule> failing = before == null
                ? Set.of()
                : RuleCatalogue.all().stream()
                        .filter(rule -> rule.check(before).status() == RuleStatus.FAILED)
                        .collect(Collectors.toSet());
        return results(after).stream()
                .filter(it -> it.status() == RuleStatus.FAILED && !failing.contains(it.rule()))
                .toList();
    }

    private ComplianceReport report(ComplianceRow row, StoredUse use, List<Waiver> open) {
        Instant now = clock.instant();
        return new ComplianceReport(
                row.environment(),
                now,
                row.observedAt(),
                results(SubjectReader.observed(row, use, open, settings(now))));
    }

    private ComplianceSubject.Settings settings(Instant now) {
        return new ComplianceSubject.Settings(
                properties.compliance(),
                properties.confluent().principalAccounts(),
                properties.accessReview().reviewEvery(),
                properties.drift().staleAfterOrDefault(),
                now);
    }

    private static List<RuleResult> results(ComplianceSubject subject) {
        Map<String, Waiver> byRule =
                subject.waivers().stream().collect(Collectors.toMap(Waiver::rule, Function.identity()));
        return RuleCatalogue.all().stream()
                .map(rule -> result(rule, rule.check(subject), byRule.get(rule.id()), subject))
                .toList();
    }

    private static RuleResult result(
            ComplianceRule rule, Finding finding, @Nullable Waiver waiver, ComplianceSubject subject) {
        boolean counts = waiver != null
                && rule.isWaivable()
                && waiver.state(subject.settings().compliance().waiverApproval(), subject.now())
                        == Waiver.State.IN_FORCE;
        RuleStatus status = counts && finding.status() == RuleStatus.FAILED ? RuleStatus.WAIVED : finding.status();
        return new RuleResult(rule, status, finding.evidence(), waiver);
    }
}
