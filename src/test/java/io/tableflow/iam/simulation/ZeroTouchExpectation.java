package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/**
 * What is to come of one environment whose integration the service makes, computed from the answers and from what was done at
 * Confluent. An answer that contradicts earlier ones fails at once.
 */
final class ZeroTouchExpectation {

    private final Set<String> madeByHand = new HashSet<>();
    private boolean stands;
    private boolean leaving;
    private boolean mayBeWithdrawn;
    private boolean wasAbandoned;
    private boolean mayBeListed;
    private boolean mayBeKept;
    private int reasonsToMake;
    private int removals;
    private Spec spec = Spec.FIRST;

    /**
     * What is asked for.
     *
     * @param asks whether the service is to make the integration
     */
    record Spec(int maxSessionSeconds, boolean asks) {

        static final Spec FIRST = new Spec(3600, true);

        String json(String name, String confluentEnvironment) {
            String confluent = asks ? ",\"confluent\":{\"environmentId\":\"" + confluentEnvironment + "\"}" : "";
            return "{\"name\":\"%s\",\"maxSessionDurationSeconds\":%d%s}".formatted(name, maxSessionSeconds, confluent);
        }
    }

    void created(Spec asked, int status) {
        if (status == 202) {
            if (!stands || leaving) {
                over();
                stands = true;
                leaving = false;
                mayBeWithdrawn = false;
                spec = asked;
                reasonsToMake++;
            }
            assertThat(asked).as("the accepted spec").isEqualTo(spec);
        } else {
            assertThat(status).as("answer to POST").isEqualTo(409);
            assertThat(leaving || (stands && !asked.equals(spec)))
                    .as("refused although nothing is in the way")
                    .isTrue();
        }
    }

    void changed(Spec asked, int status) {
        switch (status) {
            case 202 -> {
                assertThat(stands).as("a PUT is accepted of what stands").isTrue();
                if (asked.asks() && !spec.asks()) {
                    reasonsToMake++;
                }
                spec = asked;
            }
            case 404 -> gone();
            case 422 ->
                assertThat(spec.asks() && !asked.asks())
                        .as("refused while it may be being made")
                        .isTrue();
            default -> {
                assertThat(status).as("answer to PUT").isEqualTo(409);
                assertThat(leaving).as("refused as being deleted").isTrue();
            }
        }
    }

    void withdrawn(int status) {
        switch (status) {
            case 202 -> {
                assertThat(stands && !leaving).as("withdrawn of what stands").isTrue();
                mayBeWithdrawn = true;
            }
            case 404 -> gone();
            default -> {
                assertThat(status).as("answer to a withdrawal").isEqualTo(409);
                assertThat(leaving).as("refused as being deleted").isTrue();
            }
        }
    }

    void deleted(int status, boolean repeated, boolean forced, boolean abandoned) {
        if (status == 202 || repeated) {
            mayBeListed |= forced || abandoned;
            wasAbandoned |= abandoned;
        }
        if (status == 202) {
            assertThat(stands).as("a deletion is accepted of what stands").isTrue();
            leaving = true;
        } else {
            assertThat(status).as("answer to DELETE").isEqualTo(404);
            leaving |= repeated;
            gone();
        }
    }

    /** Of a retry, or a reconcile. */
    void retried(int status) {
        switch (status) {
            case 202 -> {}
            case 404 -> gone();
            default -> assertThat(status).as("answer to a retry").isEqualTo(409);
        }
    }

    /** The environment was not found. */
    void gone() {
        assertThat(!stands || leaving).as("not found although it stands").isTrue();
        over();
    }

    private void over() {
        if (stands) {
            mayBeKept |= !spec.asks();
        }
        stands = false;
        leaving = false;
    }

    /** Somebody has deleted the integration at Confluent. */
    void removed() {
        removals++;
    }

    /** Somebody has made one at Confluent. */
    void madeByHand(String id) {
        madeByHand.add(id);
    }

    boolean stands() {
        return stands && !leaving;
    }

    boolean isLeaving() {
        return stands && leaving;
    }

    boolean isMadeByHand(String id) {
        return madeByHand.contains(id);
    }

    /** Whether an operator has withdrawn the integration, and has not certainly asked for it again. */
    boolean mayBeWithdrawn() {
        return mayBeWithdrawn;
    }

    /** Whether the resources in IAM were let go once. */
    boolean wasAbandoned() {
        return wasAbandoned;
    }

    /** Whether a deletion was forced or abandoned, so that it may have left the integration, which is listed then. */
    boolean mayBeListed() {
        return mayBeListed;
    }

    /** Whether an environment that did not ask for an integration is gone, and has kept the one that it used. */
    boolean mayBeKept() {
        return mayBeKept;
    }

    /** How many integrations the service may have made, at most. */
    int mostMade() {
        return reasonsToMake + removals;
    }

    int removals() {
        return removals;
    }

    Spec spec() {
        return spec;
    }
}
