package io.tableflow.iam.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every template of CloudFormation is whole. */
class CloudFormationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"src/main/cloudformation/tableflow-iam.yaml", "src/main/observability/cloudwatch/alarms.yaml"})
    void whatItRefersToIsThere(Path file) {
        CloudFormationTemplate template = CloudFormationTemplate.read(file);

        assertThat(template.danglingReferences()).isEmpty();
        assertThat(template.section("Resources")).isNotEmpty();
        assertThat(template.section("Parameters"))
                .allSatisfy((name, parameter) ->
                        assertThat(HelmChart.map(parameter)).as(name).containsKey("Type"));
        assertThat(HelmChart.read(file))
                .as("every parameter is used")
                .satisfies(text -> assertThat(template.section("Parameters").keySet())
                        .allMatch(name -> text.contains("!Ref " + name) || text.contains("${" + name + "}")));
    }

    @Test
    void aReferenceToNothingIsFound() throws IOException {
        Path file = Files.writeString(Files.createTempFile("template", ".yaml"), """
                Resources:
                  A:
                    Type: AWS::SNS::Topic
                    DependsOn: C
                    Properties: {TopicName: !Ref B, DisplayName: !Sub "${A.TopicName} ${D}", KmsMasterKeyId: !GetAtt E.Arn}
                """);

        assertThat(CloudFormationTemplate.read(file).danglingReferences())
                .containsExactly("DependsOn C", "GetAtt E", "Ref B", "Sub D");
    }

    /** AWS's own linter, which knows the properties of every type of resource; it is used where the machine has it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"src/main/cloudformation/tableflow-iam.yaml", "src/main/observability/cloudwatch/alarms.yaml"})
    void awsOwnLinterFindsNothing(String file) throws IOException, InterruptedException {
        assumeThat(Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)))
                .as("cfn-lint is on the PATH")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cfn-lint")));
        Path log = Files.createTempFile("cfn-lint", ".log");

        int status = new ProcessBuilder("cfn-lint", file)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();

        assertThat(status).as(HelmChart.read(log)).isZero();
    }
}
