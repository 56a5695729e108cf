package io.tableflow.iam.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.localaws.TrustDocument;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ServiceTest;
import io.tableflow.iam.testing.TerraformModule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import tools.jackson.databind.JsonNode;

/** What tests of adoption have in common: the module as it was applied, and what the service wrote since. */
abstract class AdoptionScenario extends ServiceTest {

    static final String PRINCIPAL = "arn:aws:iam::851725421142:role/cspi-42o61";
    static final String EXTERNAL_ID = ConfluentPipeline.EXTERNAL_ID;
    static final String FINAL = TerraformModule.finalTrust(PRINCIPAL, EXTERNAL_ID);

    final TerraformModule terraform = new TerraformModule(ourselves());

    void terraform(String name, String trust) {
        terraform.apply(name);
        terraform.updateTrust(name, trust);
    }

    String trusted(String name) {
        return engineer.get("/environments/" + name).at("/trusted/iamRoleArn");
    }

    static String adopt(String name) {
        return "{\"name\": \"" + name + "\", \"adoptExisting\": true}";
    }

    void compareInSync(String name) {
        int before = aws().calls().size();
        engineer.post("/environments/" + name + "/reconcile", "");
        Answer active = engineer.awaitState(name, "ACTIVE");
        assertThat(conditions(active)).containsEntry("InSync", "Compared");
        assertThat(writes(name, before)).isEmpty();
    }

    static Map<String, String> conditions(Answer answer) {
        return answer.json()
                .at("/conditions")
                .valueStream()
                .collect(Collectors.toMap(
                        it -> it.at("/type").asString(), it -> it.at("/reason").asString()));
    }

    static Map<String, String> planned(Answer plan) {
        return plan.json()
                .at("/changes")
                .valueStream()
                .collect(Collectors.toMap(
                        it -> it.at("/resource").asString(),
                        it -> it.at("/action").asString(),
                        (a, b) -> a));
    }

    static Map<String, String> tags(String name) {
        try (IamClient iam = ourselves().iam()) {
            return iam.getRole(it -> it.roleName(name + "-confluent-role")).role().tags().stream()
                    .collect(Collectors.toMap(Tag::key, Tag::value));
        }
    }

    static List<JsonNode> trustsSetByUs(String name) {
        return aws().trustDocuments().stream()
                .filter(ExpectedTrusts.setByUs())
                .filter(it -> it.toString().contains(name + "-confluent-role"))
                .map(TrustDocument::document)
                .map(ExpectedTrusts::parse)
                .toList();
    }

    static List<String> writes(String name, int since) {
        return ours(name, since).map(RecordedCall::operation).toList();
    }

    static List<String> successfulWrites(String name, int since) {
        return ours(name, since)
                .filter(RecordedCall::succeeded)
                .map(RecordedCall::operation)
                .toList();
    }

    static Stream<RecordedCall> ours(String name, int since) {
        return aws().calls().subList(since, aws().calls().size()).stream()
                .filter(RecordedCall::mutating)
                .filter(call -> call.userAgent().contains("tableflow-iam"))
                .filter(call -> call.parameters().values().stream().anyMatch(it -> it.contains(name + "-confluent-")));
    }
}
