package io.tableflow.iam.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.CallListener;
import io.tableflow.iam.localaws.RecordedCall;
import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.DriftScenario;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.ServiceTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Somebody changes IAM in the very middle of a repair. */
class InterferenceTest extends ServiceTest {

    @AfterEach
    void lookAway() {
        aws().watch(CallListener.NOBODY);
    }

    @Test
    void aRoleThatIsDeletedMeanwhileIsMadeAgain() {
        active("vanishing");
        detach("vanishing");
        beforeItIsAttachedAgain("vanishing", iam -> {
            iam.detachRolePolicy(it -> it.roleName("vanishing-confluent-role")
                    .policyArn("arn:aws:iam::123456789012:policy/vanishing-confluent-tableflow-connection"));
            iam.deleteRole(it -> it.roleName("vanishing-confluent-role"));
        });

        engineer.post("/environments/vanishing/reconcile", "");

        awaitRight("vanishing");
        assertThat(ourselves().attachedPolicies("vanishing-confluent-role")).hasSize(2);
    }

    @Test
    void aTrustThatIsOpenedMeanwhileIsShutAtOnce() {
        active("ajar");
        detach("ajar");
        int before = aws().calls().size();
        beforeItIsAttachedAgain("ajar", iam -> DriftScenario.TRUST_OPENED.happen(iam, "ajar"));

        engineer.post("/environments/ajar/reconcile", "");

        awaitRight("ajar");
        assertThat(aws().calls().subList(before, aws().calls().size()))
                .filteredOn(RecordedCall::mutating)
                .filteredOn(call -> call.userAgent().contains("tableflow-iam"))
                .filteredOn(call -> call.parameters().containsValue("ajar-confluent-role"))
                .extracting(RecordedCall::operation)
                .containsExactly("AttachRolePolicy", "UpdateAssumeRolePolicy");
    }

    private static void detach(String name) {
        try (IamClient iam = ourselves().iam()) {
            DriftScenario.POLICY_DETACHED.happen(iam, name);
        }
    }

    private static void beforeItIsAttachedAgain(String name, Consumer<IamClient> mischief) {
        AtomicBoolean done = new AtomicBoolean();
        aws().watch(new CallListener() {
            @Override
            public void before(String operation, List<String> resources) {
                boolean isIt = operation.equals("AttachRolePolicy") && resources.contains(name + "-confluent-role");
                if (isIt && done.compareAndSet(false, true)) {
                    try (IamClient iam = ourselves().iam()) {
                        mischief.accept(iam);
                    }
                }
            }

            @Override
            public void after(String operation, List<String> resources) {}
        });
    }

    private void awaitRight(String name) {
        awaitAsTimePasses(
                name + " being right",
                () -> engineer.get("/environments/" + name).at("/state").equals("ACTIVE")
                        && events(name, "REPAIRED").size() == 1);
        assertThat(ExpectedTrusts.parse(ourselves().trust(name + "-confluent-role")))
                .isEqualTo(ExpectedTrusts.exactly(ConfluentPipeline.PRINCIPAL, ConfluentPipeline.EXTERNAL_ID));
    }
}
