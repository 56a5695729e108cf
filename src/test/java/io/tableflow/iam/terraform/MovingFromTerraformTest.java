package io.tableflow.iam.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.ServiceTest;
import io.tableflow.iam.testing.Terraform;
import io.tableflow.iam.testing.TerraformModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** src/docs/moving-from-terraform.md, followed with the real Terraform. */
class MovingFromTerraformTest extends ServiceTest {

    private static final Pattern HCL_BLOCKS = Pattern.compile("```hcl\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OUR_TAGS = Pattern.compile("(?m)^ +\"?(managed-by|tableflow-iam:.*?)\"? += .*\n");

    @TempDir
    private Path module;

    @TempDir
    private Path handedOver;

    @BeforeEach
    void needsTerraform() {
        assumeThat(Terraform.isInstalled())
                .as("This machine has Terraform and its AWS provider")
                .isTrue();
    }

    @Test
    void anEnvironmentMovesHereAndBackWhileConfluentKeepsItsAccess() throws IOException {
        Terraform terraform = new Terraform(module, aws().endpoint(), Node.ACCOUNT);
        terraform.write("main.tf", resource("module.tf"));
        terraform.init();
        terraform.run("apply", "-input=false", "-auto-approve");
        new TerraformModule(ourselves())
                .updateTrust(
                        "moved",
                        TerraformModule.finalTrust(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));

        engineer.post("/environments", "{\"name\":\"moved\",\"adoptExisting\":true}");
        engineer.awaitState("moved", "ACTIVE");
        terraform.write("main.tf", removedBlocks());
        String forgotten = terraform.run("apply", "-input=false", "-auto-approve");

        assertThat(forgotten).contains("will no longer be managed by Terraform", "0 destroyed");
        assertThat(terraform.run("state", "list")).doesNotContain("aws_iam");
        assertConfluentGetsIn();

        Terraform back = new Terraform(handedOver, aws().endpoint(), Node.ACCOUNT);
        String exported = engineer.get("/environments/moved/terraform").text();
        back.write("moved.tf", exported);
        back.init();
        assertThat(back.run("plan", "-input=false"))
                .contains("Plan: 5 to import, 0 to add, 0 to change, 0 to destroy.");
        back.run("apply", "-input=false", "-auto-approve");
        engineer.put(
                "/environments/moved", "{\"name\":\"moved\",\"adoptExisting\":true,\"deletionPolicy\":\"RETAIN\"}");
        engineer.awaitState("moved", "ACTIVE");
        engineer.delete("/environments/moved");
        engineer.awaitGone("moved");
        back.write("moved.tf", OUR_TAGS.matcher(exported).replaceAll(""));

        assertThat(back.run("fmt", "-check")).isEmpty();
        assertThat(back.run("plan", "-input=false")).contains("No changes.");
        assertConfluentGetsIn();
    }

    private static void assertConfluentGetsIn() {
        assertThat(ourselves().trust("moved-confluent-role"))
                .isEqualToIgnoringWhitespace(
                        TerraformModule.finalTrust(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }

    private static String removedBlocks() throws IOException {
        String page = Files.readString(Path.of("src/docs/moving-from-terraform.md"));
        return HCL_BLOCKS
                .matcher(page)
                .results()
                .map(block -> block.group(1).stripIndent())
                .collect(Collectors.joining());
    }

    private static String resource(String file) throws IOException {
        try (var stream = MovingFromTerraformTest.class.getResourceAsStream(file)) {
            assertThat(stream).as(file).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
