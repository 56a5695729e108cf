package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.ComplianceRule.rule;
import static io.tableflow.iam.compliance.TrustRules.GUIDE;

import io.tableflow.iam.environment.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The rules on how an environment is looked after. */
final class ProcessRules {

    private static final String LOOK_AFTER = "Terraform module, Operational Excellence 2 (Regular Reviews) and 3"
            + " (Automation): " + GUIDE + "best-practices.html";

    static final List<ComplianceRule> ALL = List.of(
            rule("TFI-PROCESS-401", RuleSeverity.MEDIUM, "No drift lasts longer than is allowed here")
                    .because("Drift that nobody mends becomes the way it is.")
                    .remedy("GET .../drift shows what differs, and .../workflows why it was not reconciled.")
                    .source(LOOK_AFTER)
                    .check(ProcessRules::drift),
            rule("TFI-PROCESS-402", RuleSeverity.LOW, "No review of the role's use is overdue")
                    .because("Only people know whether a way in is still needed, and by whom.")
                    .remedy("Read GET /environments/{name}/access, and record what you found: POST .../reviews.")
                    .source("Terraform module, Operational Excellence 2 (Regular Reviews): " + GUIDE
                            + "best-practices.html#remove-credentials")
                    .check(UseRules::isReviewed),
            rule("TFI-PROCESS-403", RuleSeverity.LOW, "No waiver is past its end")
                    .because("What was accepted for a time is accepted no longer, and is to be decided again.")
                    .remedy("Mend what was waived and DELETE the waiver, or PUT it with a later end.")
                    .source(LOOK_AFTER)
                    .neverWaived()
                    .check(ProcessRules::waivers),
            rule(
                            "TFI-PROCESS-404",
                            RuleSeverity.CRITICAL,
                            "Nobody can assume the role while no provider integration is known")
                    .because("Until Confluent's principal is known there is nobody to let in.")
                    .remedy(TrustRules.RECONCILE)
                    .source("Terraform module, Trust Policy Evolution (Deny All); AWS IAM User Guide, IAM JSON policy"
                            + " elements: Effect: " + GUIDE + "reference_policies_elements_effect.html")
                    .neverWaived()
                    .check(ProcessRules::denyAll),
            rule("TFI-PROCESS-405", RuleSeverity.MEDIUM, "Live IAM was compared with the spec lately")
                    .because("The rules on the role and its policies are evaluated on what was observed then.")
                    .remedy("GET /environments/{name} says in InSync why not. POST .../reconcile compares now.")
                    .source(LOOK_AFTER)
                    .check(ProcessRules::observation));

    private ProcessRules() {}

    private static Finding drift(ComplianceSubject subject) {
        Condition inSync = subject.inSync();
        if (inSync == null || inSync.status() != Condition.Status.False) {
            return subject.roleExists()
                    ? Finding.passed("None is known.")
                    : Finding.notApplicable("Nothing was created yet.");
        }
        Duration within = subject.settings().compliance().repairWithin();
        Instant since = inSync.lastTransitionTime();
        String is = "Live IAM differs since " + since + "; tableflow.compliance.repair-within is " + within.toSeconds()
                + " s.";
        return Finding.of(since.plus(within).isAfter(subject.now()), is, is);
    }

    private static Finding waivers(ComplianceSubject subject) {
        List<String> over = subject.waivers().stream()
                .filter(waiver -> waiver.isOver(subject.now()))
                .map(waiver -> waiver.rule() + " until " + waiver.until())
                .toList();
        if (subject.waivers().isEmpty()) {
            return Finding.notApplicable("There are no waivers.");
        }
        return Finding.of(over.isEmpty(), "All are in date.", "Over: " + String.join(", ", over) + ".");
    }

    private static Finding denyAll(ComplianceSubject subject) {
        ReadTrust trust = subject.trust();
        if (subject.hasIntegration()) {
            return Finding.notApplicable("An integration is known.");
        }
        return trust == null
                ? Finding.notApplicable("There is no role, or its trust is not settled yet.")
                : Finding.of(!trust.letsInOthersThan(null), trust.inWords(), trust.inWords());
    }

    private static Finding observation(ComplianceSubject subject) {
        Condition inSync = subject.inSync();
        if (!subject.isComparable() || inSync == null) {
            return Finding.notApplicable("It is being changed, and is compared when that is done.");
        }
        if (inSync.status() != Condition.Status.Unknown) {
            return Finding.passed("InSync is " + inSync.status() + ".");
        }
        boolean isPending = inSync.reason().equals("Pending")
                && subject.lastWritten().plus(subject.settings().staleAfter()).isAfter(subject.now());
        return isPending
                ? Finding.notApplicable("It was completed just now, and is compared by the next sweep.")
                : Finding.failed("InSync is Unknown: " + inSync.message());
    }
}
