package io.tableflow.iam.api.verification;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.verification.ExpectedFinding;
import java.util.List;
import java.util.Map;

/** A finding of IAM Access Analyzer as callers see it. */
@Schema(
        name = "ExpectedAccessAnalyzerFinding",
        description = "The finding that IAM Access Analyzer has for the role, and the archive rule for it.")
record ExpectedFindingView(
        @Schema(description = "The type of the resource.", example = "AWS::IAM::Role")
        String resourceType,

        @Schema(description = "The role.", example = "arn:aws:iam::123456789012:role/dev-confluent-role")
        String resource,

        @Schema(description = "Who gets in from outside.") Map<String, String> principal,

        @Schema(description = "What for.") List<String> action,

        @Schema(description = "Whether everybody gets in.") boolean isPublic,

        @Schema(description = "What it means.") String message,

        @Schema(description = "The rule that archives this finding and no other.")
        ArchiveRuleView archiveRule) {

    /** The input of CreateArchiveRule, but for the analyzer's name. */
    @Schema(
            name = "ArchiveRule",
            description = "The input of `aws accessanalyzer create-archive-rule`, but for the analyzer's name.")
    record ArchiveRuleView(
            @Schema(description = "Its name.", example = "tableflow-iam-dev")
            String ruleName,

            @Schema(description = "The findings that it archives, by key.")
            Map<String, CriterionView> filter) {}

    /** The values of a key. */
    @Schema(name = "ArchiveRuleCriterion", description = "The values that a key has to have.")
    record CriterionView(
            @Schema(description = "One of these values.") List<String> eq) {}

    static ExpectedFindingView of(ExpectedFinding finding) {
        return new ExpectedFindingView(
                "AWS::IAM::Role",
                finding.resource(),
                Map.of("AWS", finding.principal()),
                ExpectedFinding.ACTIONS,
                false,
                "IAM Access Analyzer reports that the role is shared with Confluent's role. That is what it is for; that the external"
                        + " id has to be right is not in the finding. A finding with another principal, or a public one, is not this"
                        + " one.",
                new ArchiveRuleView(
                        finding.ruleName(),
                        Map.of(
                                "resource", new CriterionView(List.of(finding.resource())),
                                "principal.AWS", new CriterionView(List.of(finding.principal())),
                                "isPublic", new CriterionView(List.of("false")))));
    }
}
