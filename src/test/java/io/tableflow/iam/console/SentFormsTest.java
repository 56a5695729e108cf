package io.tableflow.iam.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ConsoleClient;
import io.tableflow.iam.testing.ConsoleClient.Page;
import io.tableflow.iam.testing.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A form that changes something does so once, however often it is sent. */
class SentFormsTest extends ServiceTest {

    private static final String REVIEW = "/console/environments/%s/access-review";

    private final ConsoleClient operator = new ConsoleClient(node().uri());

    @BeforeEach
    void signIn() {
        operator.signIn("local-operator");
    }

    @Test
    void twoClicksAtTheSameMomentAreOneReview() throws Exception {
        active("sent-review");
        String page = REVIEW.formatted("sent-review");
        Map<String, String> form = operator.form(page, page, Map.of("note", "Looked at."));

        try (ExecutorService clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Page> click = () -> operator.post(page, form);
            for (Future<Page> answer : clicks.invokeAll(List.of(click, click, click))) {
                assertThat(answer.get().status()).isEqualTo(303);
                assertThat(answer.get().location()).isEqualTo(page);
            }
        }

        assertThat(reviews("sent-review")).isOne();
    }

    @Test
    void withSomethingElseFilledInItIsAnotherForm() {
        active("sent-other");
        String page = REVIEW.formatted("sent-other");
        Map<String, String> form = new HashMap<>(operator.form(page, page, Map.of("note", "Looked at.")));
        operator.post(page, form);

        form.put("note", "Looked at again.");
        operator.post(page, form);

        assertThat(reviews("sent-other")).isEqualTo(2);
    }

    @Test
    void whatWasRefusedCanBeSentAgain() {
        active("sent-refused");
        String page = REVIEW.formatted("sent-refused");
        Map<String, String> form = operator.form(page, page, Map.of("note", " "));

        assertThat(operator.post(page, form).status()).isEqualTo(400);
        assertThat(operator.post(page, form).status()).isEqualTo(400);
    }

    @Test
    void anActionThatIsSentAgainLeadsWhereItLedAndSaysNothingOfARace() {
        active("sent-reconcile");
        String page = "/console/environments/sent-reconcile";
        Map<String, String> form = operator.form(page + "/reconcile", page + "/reconcile", Map.of());
        assertThat(operator.post(page + "/reconcile", form).location()).isEqualTo(page);
        engineer.put("/environments/sent-reconcile", "{\"tags\":{\"team\":\"data\"}}");
        engineer.awaitState("sent-reconcile", "ACTIVE");

        assertThat(operator.post(page + "/reconcile", form).location()).isEqualTo(page);

        assertThat(engineer.get("/environments/sent-reconcile/events?type=RECONCILE_REQUESTED")
                        .json()
                        .at("/items"))
                .hasSize(1);
    }

    @Test
    void aKeyThatNoPageHasIsRefused() {
        active("sent-key");
        String page = REVIEW.formatted("sent-key");
        operator.get(page);

        assertThat(operator.post(page, Map.of("note", "x", "once", "1; drop")).status())
                .isEqualTo(400);
        assertThat(reviews("sent-key")).isZero();
    }

    private int reviews(String name) {
        return engineer.get("/environments/" + name + "/reviews")
                .json()
                .at("/items")
                .size();
    }
}
