package io.tableflow.iam.documentation;

import io.tableflow.iam.accessreview.StoredUse;
import io.tableflow.iam.common.Sha256;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.compliance.ComplianceRule;
import io.tableflow.iam.compliance.RuleCatalogue;
import io.tableflow.iam.compliance.Waiver;
import io.tableflow.iam.documentation.Block.Commands;
import io.tableflow.iam.documentation.Block.Heading;
import io.tableflow.iam.documentation.Block.Paragraph;
import io.tableflow.iam.documentation.Block.Table;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.revision.PolicyRevision;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.EnvironmentSpec.DeletionPolicy;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Condition;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.TrustConditions;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import io.tableflow.iam.policy.trust.TrustDescription;
import io.tableflow.iam.verification.VerificationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes an environment's documentation from what is stored of it alone. While that stays, so does the text, so that the
 * text can be kept under version control and compared.
 */
public final class EnvironmentDocumentation {

    /** How many revisions it shows. */
    public static final int REVISIONS = 10;

    private final Environment environment;
    private final EnvironmentSpec spec;
    private final ResourceNames names;
    private final @Nullable DesiredIam iam;
    private final List<Block> blocks = new ArrayList<>();

    private EnvironmentDocumentation(Environment environment) {
        this.environment = environment;
        this.spec = environment.spec();
        this.names = spec.names();
        AwsAccount account = environment.account();
        this.iam = account == null ? null : DesiredIam.asEstablished(environment, account);
    }

    /**
     * The documentation of an environment.
     *
     * @param conditions as they are shown
     * @param revisions the latest {@value #REVISIONS} of its policies, newest first
     * @param waivers its waivers; those that were withdrawn or replaced are left out
     * @param use what is known of the use of its role
     * @param verification the latest; null: there was none
     */
    public static DocumentationPage of(
            Environment environment,
            List<Condition> conditions,
            List<PolicyRevision> revisions,
            List<Waiver> waivers,
            StoredUse use,
            @Nullable VerificationReport verification) {
        EnvironmentDocumentation page = new EnvironmentDocumentation(environment);
        page.whatItIs();
        page.whoCanComeIn();
        page.whatItMayDo();
        page.conditions(conditions);
        page.blocks.addAll(EvidenceSections.ofVerification(verification));
        page.blocks.addAll(EvidenceSections.ofUse(use));
        page.waivers(waivers.stream().filter(it -> it.endedAt() == null).toList());
        page.history(revisions);
        page.howToCheck();
        page.howToTakeItDown();
        return new DocumentationPage("Environment " + environment.name(), page.blocks);
    }

    private void whatItIs() {
        blocks.add(new Heading(1, Text.of("Environment {}", environment.name())));
        blocks.add(new Paragraph(Text.of(
                "The AWS IAM with which Confluent Tableflow writes Kafka topics as tables to the bucket {} and registers"
                        + " them in AWS Glue. The service tableflow-iam manages it.",
                spec.bucket())));
        List<List<Text>> facts = new ArrayList<>();
        facts.add(fact("State", Text.of("{}, revision {}", environment.state(), environment.revision())));
        facts.add(fact(
                "Account",
                iam == null
                        ? Text.of("not known yet")
                        : Text.value(iam.account().id())));
        facts.add(fact("Regions", Text.values(spec.regions())));
        facts.add(fact(
                "Role", Text.value(iam == null ? names.role() : iam.account().roleArn(names.role()))));
        facts.add(fact("Bucket", Text.value(spec.bucket())));
        facts.add(fact("Keys of the bucket", Text.values(spec.kmsKeyArns())));
        String boundary = spec.permissionsBoundaryArn();
        facts.add(fact("Permissions boundary", boundary == null ? Text.of("-") : Text.value(boundary)));
        facts.add(fact("Longest session", Text.of("{} seconds", spec.maxSessionDurationSeconds())));
        facts.add(fact(
                "Tags",
                Text.values(spec.tags().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .toList())));
        ProviderIntegration integration = environment.desired().integration();
        if (integration != null) {
            facts.add(fact("Provider integration", Text.value(integration.id())));
            String confluent = integration.confluentEnvironmentId();
            facts.add(fact("Confluent environment", confluent == null ? Text.of("not said") : Text.value(confluent)));
        }
        blocks.add(new Table(List.of("what", "value"), facts));
    }

    private void whoCanComeIn() {
        ProviderIntegration trusted = environment.observed().trusted();
        blocks.add(new Heading(2, Text.of("Who can come in")));
        PolicyDocument trust = iam == null ? null : iam.trust();
        String who = trust == null ? "nobody can assume it" : TrustDescription.of(trust);
        blocks.add(new Paragraph(new Text(List.of(
                new Text.Part.Words("Of the role "),
                new Text.Part.Value(names.role()),
                new Text.Part.Words(": " + who + ".")))));
        blocks.add(TrustPicture.of(
                trusted == null ? null : trusted.principal().role().name(),
                names.role(),
                spec.bucket(),
                "The role " + names.role() + ": " + who + "."));
        if (trusted == null) {
            return;
        }
        TrustConditions conditions = spec.trustConditionsOrNone();
        List<List<Text>> rows = new ArrayList<>();
        rows.add(fact("the external id of the integration", Text.of("on sts:AssumeRole; it is not shown here")));
        if (!conditions.sourceIps().isEmpty()) {
            rows.add(fact("from these addresses", Text.values(conditions.sourceIps())));
        }
        if (conditions.validFrom() != null) {
            rows.add(fact("not before", Text.value(conditions.validFrom())));
        }
        if (conditions.validUntil() != null) {
            rows.add(fact("only until", Text.value(conditions.validUntil())));
        }
        blocks.add(new Table(List.of("condition", "value"), rows));
    }

    private void whatItMayDo() {
        blocks.add(new Heading(2, Text.of("What it may do")));
        if (iam == null) {
            blocks.add(new Paragraph(Text.of("Nothing yet: the policies are written once the account is known.")));
            return;
        }
        blocks.add(new Paragraph(Text.of(
                "Nothing but this, and less where a permissions boundary, the bucket's policy, a key's policy or"
                        + " Lake Formation denies it.")));
        blocks.add(new Table(
                List.of("action", "what Tableflow needs it for", "resource"),
                ResourceKind.POLICIES.stream()
                        .flatMap(kind -> actions(iam.document(kind)))
                        .toList()));
    }

    private static Stream<List<Text>> actions(PolicyDocument policy) {
        return PolicyJson.parse(policy.json()).stream()
                .flatMap(document -> PolicyJson.items(document.path("Statement")).stream())
                .flatMap(statement -> texts(statement.path("Action")).stream()
                        .map(action -> List.of(
                                Text.value(action),
                                Text.of(ActionPurpose.of(action)),
                                Text.values(texts(statement.path("Resource"))))));
    }

    private void conditions(List<Condition> conditions) {
        blocks.add(new Heading(2, Text.of("Conditions")));
        blocks.add(new Table(
                List.of("condition", "status", "reason", "message", "since"),
                conditions.stream()
                        .map(it -> List.of(
                                Text.value(it.type()),
                                Text.of(it.status().toString()),
                                Text.of(it.reason()),
                                Text.of(it.message()),
                                Text.of(it.lastTransitionTime().toString())))
                        .toList()));
    }

    private void waivers(List<Waiver> waivers) {
        if (waivers.isEmpty()) {
            return;
        }
        blocks.add(new Heading(2, Text.of("Waivers")));
        blocks.add(new Paragraph(Text.of("Rules that may fail, by whom that was accepted, and until when.")));
        blocks.add(new Table(
                List.of("rule", "true when it passes", "why it is accepted", "requested by", "approved by", "until"),
                waivers.stream()
                        .map(it -> List.of(
                                Text.value(it.rule()),
                                Text.of(RuleCatalogue.find(it.rule())
                                        .map(ComplianceRule::title)
                                        .orElse("-")),
                                Text.value(it.reason()),
                                Text.value(it.requestedBy()),
                                Text.value(Objects.requireNonNullElse(it.approvedBy(), "-")),
                                Text.of(it.until().toString())))
                        .toList()));
    }

    private void history(List<PolicyRevision> revisions) {
        blocks.add(new Heading(2, Text.of("History")));
        if (revisions.isEmpty()) {
            blocks.add(new Paragraph(Text.of("No document was applied yet.")));
            return;
        }
        blocks.add(new Paragraph(Text.of("The latest documents that were applied, the newest first.")));
        blocks.add(new Table(
                List.of("policy", "revision", "applied", "for", "why", "SHA-256 of the document"),
                revisions.stream()
                        .map(it -> List.of(
                                Text.of(it.policy().path()),
                                Text.of(Integer.toString(it.number())),
                                Text.of(it.appliedAt().toString()),
                                Text.value(it.appliedBy()),
                                Text.of(it.reason()),
                                Text.value(
                                        Sha256.sha256Hex(it.document().json()).substring(0, 16))))
                        .toList()));
    }

    private void howToCheck() {
        blocks.add(new Heading(2, Text.of("How to check it")));
        blocks.add(new Paragraph(Text.of("With the AWS CLI, and credentials of the account. The last one must fail with"
                + " AccessDenied: not even the account itself gets in.")));
        String arn = iam == null ? names.role() : iam.account().roleArn(names.role());
        blocks.add(new Commands(String.join(
                "\n",
                "aws iam get-role --role-name " + names.role(),
                "aws iam list-attached-role-policies --role-name " + names.role(),
                "aws sts assume-role --role-session-name check --role-arn " + arn)));
    }

    private void howToTakeItDown() {
        blocks.add(new Heading(2, Text.of("How to take it down")));
        blocks.add(
                new Paragraph(
                        spec.deletionPolicy() == DeletionPolicy.RETAIN
                                ? Text.of(
                                        "A DELETE removes the tags of tableflow-iam, and retains the role and its policies."
                                                + " The first command only shows what would be done.")
                                : Text.of(
                                        "A DELETE shuts Confluent out, and then deletes the role and its policies. The bucket,"
                                                + " its data and the Glue catalog stay. The first command only shows what would be done.")));
        String url = "\"$API/environments/" + environment.name();
        blocks.add(new Commands(String.join(
                "\n",
                "curl -X DELETE " + url + "?dryRun=true\" -H \"Authorization: Bearer $TOKEN\"",
                "curl -X DELETE " + url + "\" -H \"Authorization: Bearer $TOKEN\"")));
    }

    private static List<Text> fact(String name, Text value) {
        return List.of(Text.of(name), value);
    }

    private static List<String> texts(JsonNode node) {
        return PolicyJson.items(node).stream()
                .map(JsonNode::asString)
                .filter(Objects::nonNull)
                .toList();
    }
}
