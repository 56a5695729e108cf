package io.tableflow.iam.terraform;

import static io.tableflow.iam.terraform.HclExpression.jsonencode;
import static io.tableflow.iam.terraform.HclExpression.number;
import static io.tableflow.iam.terraform.HclExpression.object;
import static io.tableflow.iam.terraform.HclExpression.reference;
import static io.tableflow.iam.terraform.HclExpression.string;
import static io.tableflow.iam.terraform.HclExpression.strings;

import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.comparison.ManagedPolicies;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.terraform.HclFile.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the Terraform configuration of an environment: the role, both policies and both attachments, as the last
 * completed workflow left them. The text depends on nothing but the environment's row.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/import">Import blocks</a>
 */
public final class TerraformRenderer {

    private final Environment environment;
    private final DesiredIam desired;
    private final String label;

    private TerraformRenderer(Environment environment, AwsAccount account) {
        this.environment = environment;
        this.desired = DesiredIam.asEstablished(environment, account);
        this.label = label(environment.name());
    }

    /**
     * The configuration, formatted as {@code terraform fmt} would.
     *
     * @param account of the environment's resources, which must all exist
     */
    public static String render(Environment environment, AwsAccount account, TerraformMode mode) {
        TerraformRenderer renderer = new TerraformRenderer(environment, account);
        return switch (mode) {
            case IMPORT -> renderer.imported();
            case REFERENCE -> renderer.referenced();
        };
    }

    private String imported() {
        HclFile file = new HclFile();
        file.comment(List.of(
                "The environment %s of tableflow-iam, revision %d, in account %s, for Terraform to manage."
                        .formatted(
                                environment.name(),
                                environment.revision(),
                                desired.account().id()),
                "",
                "1. terraform plan says: 5 to import, 0 to add, 0 to change, 0 to destroy. Apply it.",
                "2. Have tableflow-iam let go of the resources: PUT /environments/%s with \"deletionPolicy\": \"RETAIN\","
                        .formatted(environment.name()),
                "   then DELETE /environments/%s. It removes its three tags, and nothing else."
                        .formatted(environment.name()),
                "3. Remove these tags below: managed-by, tableflow-iam:environment and tableflow-iam:environment-id.",
                "",
                "Until step 2 tableflow-iam takes each change that Terraform makes for drift, and reverses it."));
        file.add(terraform("1.5"));
        importOf(file, role(), desired.roleName());
        for (ResourceKind kind : ResourceKind.POLICIES) {
            importOf(file, policy(kind), desired.policyArn(kind));
            importOf(file, attachment(kind), desired.roleName() + "/" + desired.policyArn(kind));
        }
        file.add(roleResource());
        for (ResourceKind kind : ResourceKind.POLICIES) {
            file.add(policyResource(kind));
            file.add(new Block("resource \"aws_iam_role_policy_attachment\" \"" + label(kind) + "\"")
                    .with("role", reference(role() + ".name"))
                    .with("policy_arn", reference(policy(kind) + ".arn")));
        }
        return file.text();
    }

    private String referenced() {
        HclFile file = new HclFile();
        file.comment(List.of(
                "The environment %s of tableflow-iam, which manages the role and its policies. Terraform only reads them."
                        .formatted(environment.name())));
        file.add(terraform("1.0"));
        file.add(new Block("data \"aws_iam_role\" \"" + label + "\"").with("name", string(desired.roleName())));
        for (ResourceKind kind : ResourceKind.POLICIES) {
            file.add(new Block("data \"aws_iam_policy\" \"" + label(kind) + "\"")
                    .with("arn", string(desired.policyArn(kind))));
        }
        file.add(output("role_arn", "The role that Confluent assumes: customer_role_arn of a provider integration.")
                .with("value", reference("data." + role() + ".arn")));
        file.add(output("bucket", "The bucket that Tableflow writes to.")
                .with("value", string(desired.spec().bucket())));
        return file.text();
    }

    private Block roleResource() {
        Block role = new Block("resource \"aws_iam_role\" \"" + label + "\"")
                .with("name", string(desired.roleName()))
                .with("path", string("/"))
                .with("description", description())
                .with("max_session_duration", number(desired.maxSession().toSeconds()));
        String boundary = desired.spec().permissionsBoundaryArn();
        if (boundary != null) {
            role.with("permissions_boundary", string(boundary));
        }
        return role.with("assume_role_policy", document(desired.trust()))
                .with("tags", strings(desired.tags()))
                .with(ignoredDescription());
    }

    private Block policyResource(ResourceKind kind) {
        return new Block("resource \"aws_iam_policy\" \"" + label(kind) + "\"")
                .with("name", string(ManagedPolicies.name(desired.spec(), kind)))
                .with("path", string("/"))
                .with("description", description())
                .with("policy", document(desired.document(kind)))
                .with("tags", strings(desired.tags()))
                .with(ignoredDescription());
    }

    /** What was adopted keeps its description, and a policy's cannot be changed: Terraform would make it anew. */
    private static Block ignoredDescription() {
        return new Block("lifecycle").with("ignore_changes", reference("[description]"));
    }

    private HclExpression description() {
        return string(desired.spec().names().description());
    }

    private static HclExpression document(PolicyDocument document) {
        return jsonencode(JsonMapper.shared().readTree(document.json()));
    }

    private static Block terraform(String version) {
        SequencedMap<String, HclExpression> aws = new LinkedHashMap<>();
        aws.put("source", string("hashicorp/aws"));
        aws.put("version", string(">= 5.0"));
        return new Block("terraform")
                .with("required_version", string(">= " + version))
                .with(new Block("required_providers").with("aws", object(aws)));
    }

    private Block output(String name, String description) {
        return new Block("output \"" + label + "_" + name + "\"").with("description", string(description));
    }

    private static void importOf(HclFile file, String address, String id) {
        file.add(new Block("import").with("to", reference(address)).with("id", string(id)));
    }

    private String role() {
        return "aws_iam_role." + label;
    }

    private String policy(ResourceKind kind) {
        return "aws_iam_policy." + label(kind);
    }

    private String attachment(ResourceKind kind) {
        return "aws_iam_role_policy_attachment." + label(kind);
    }

    private String label(ResourceKind kind) {
        return label + (kind == ResourceKind.S3_POLICY ? "_s3" : "_glue");
    }

    /** An identifier of Terraform: it does not begin with a digit, as an environment's name may. */
    private static String label(String name) {
        return Character.isDigit(name.charAt(0)) ? "env-" + name : name;
    }
}
