package io.tableflow.iam.compliance;

import java.util.function.Function;

/** One rule of the catalogue. */
public final class ComplianceRule {

    private final String id;
    private final RuleSeverity severity;
    private final String title;
    private final String rationale;
    private final String remedy;
    private final String source;
    private final boolean waivable;
    private final Function<ComplianceSubject, Finding> check;

    private ComplianceRule(
            String id,
            RuleSeverity severity,
            String title,
            String rationale,
            String remedy,
            String source,
            boolean waivable,
            Function<ComplianceSubject, Finding> check) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.rationale = rationale;
        this.remedy = remedy;
        this.source = source;
        this.waivable = waivable;
        this.check = check;
    }

    /** A rule in words; its check comes last. */
    static Words rule(String id, RuleSeverity severity, String title) {
        return new Words(id, severity, title);
    }

    /** The words of a rule. */
    static final class Words {

        private final String id;
        private final RuleSeverity severity;
        private final String title;
        private String rationale = "";
        private String remedy = "";
        private String source = "";
        private boolean waivable = true;

        private Words(String id, RuleSeverity severity, String title) {
            this.id = id;
            this.severity = severity;
            this.title = title;
        }

        Words because(String sentence) {
            rationale = sentence;
            return this;
        }

        Words remedy(String sentence) {
            remedy = sentence;
            return this;
        }

        Words source(String nameAndUrl) {
            source = nameAndUrl;
            return this;
        }

        /** It is about letting others in, or about waivers themselves. */
        Words neverWaived() {
            waivable = false;
            return this;
        }

        ComplianceRule check(Function<ComplianceSubject, Finding> check) {
            return new ComplianceRule(id, severity, title, rationale, remedy, source, waivable, check);
        }
    }

    /** Stable: {@code TFI-}, the category, and a number. */
    public String id() {
        return id;
    }

    public RuleSeverity severity() {
        return severity;
    }

    /** A sentence that is true when the rule passes. */
    public String title() {
        return title;
    }

    /** Why it matters. */
    public String rationale() {
        return rationale;
    }

    /** What to do where it fails. */
    public String remedy() {
        return remedy;
    }

    /** Whose rule it is: a name, and a URL. */
    public String source() {
        return source;
    }

    /** Whether somebody can accept for a time that it fails. */
    public boolean isWaivable() {
        return waivable;
    }

    Finding check(ComplianceSubject subject) {
        return check.apply(subject);
    }

    @Override
    public String toString() {
        return id;
    }
}
