package io.tableflow.iam.compliance;

import io.tableflow.iam.accessreview.AccessReview;
import io.tableflow.iam.accessreview.StoredUse;
import java.time.Duration;
import java.time.Instant;

/** The rules on the use of the role, judged by what the access review has collected. What is not known fails no rule. */
final class UseRules {

    private static final String NOBODY = "The trust lets in nobody.";

    private UseRules() {}

    /** IAM's report speaks until it was made: what it does not know yet is not held against the role. */
    static Finding isUsed(ComplianceSubject subject) {
        Instant since = subject.trustedSince();
        if (since == null) {
            return Finding.notApplicable(NOBODY);
        }
        StoredUse use = subject.use();
        Duration allowed = subject.settings().compliance().unusedAfter();
        Instant last = use.lastUsed().filter(at -> at.isAfter(since)).orElse(since);
        if (last.plus(allowed).isAfter(subject.now())) {
            return last.equals(since)
                    ? Finding.passed("It is open since " + since + ".")
                    : Finding.passed("It was last used at " + last + ".");
        }
        Instant reported = use.reportedAt();
        if (reported == null) {
            return Finding.notApplicable("It is not known: IAM has not reported on its use. GET .../access says why.");
        }
        return reported.isBefore(last.plus(allowed))
                ? Finding.notApplicable("It is not known: IAM's latest report is of " + reported + ".")
                : Finding.failed("Nothing has used it since " + last + ", as of IAM's report of " + reported
                        + "; tableflow.compliance.unused-after is " + allowed.toDays() + " days.");
    }

    static Finding isReviewed(ComplianceSubject subject) {
        Instant since = subject.trustedSince();
        if (since == null) {
            return Finding.notApplicable(NOBODY);
        }
        AccessReview latest = subject.use().review();
        Instant due = latest == null ? since.plus(subject.settings().reviewEvery()) : latest.nextDue();
        String is = (latest == null
                        ? "Nobody has reviewed it, and it is open since " + since
                        : "It was last reviewed at " + latest.reviewedAt())
                + "; the next review is due at " + due + ".";
        return Finding.of(due.isAfter(subject.now()), is, is);
    }
}
