package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The expected outcome, computed from the answers alone. An answer that contradicts earlier ones fails at once. */
final class Expectation {

    /**
     * An integration, as it was sent.
     *
     * @param life to which environment of that name it was sent, from 1
     * @param since before it was sent
     */
    record Callback(int number, String principal, String externalId, int life, Instant since) {}

    private final List<Callback> accepted = new ArrayList<>();
    private final List<Instant> ends = new ArrayList<>();
    private final Set<String> delivered = new HashSet<>();
    private boolean stands;
    private boolean leaving;
    private int life;
    private int received;
    private int retries;
    private @Nullable String spec;
    private @Nullable Callback integration;

    void created(String asked, int status, Instant since) {
        if (status == 202) {
            if (!stands || leaving) {
                begin(asked, since);
            }
            assertThat(asked).as("the accepted spec").isEqualTo(spec);
        } else {
            assertThat(status).as("answer to POST").isEqualTo(409);
            assertThat(leaving || (stands && !asked.equals(spec)))
                    .as("refused although nothing is in the way")
                    .isTrue();
        }
    }

    private void begin(String asked, Instant since) {
        if (stands) {
            ended(since);
        }
        stands = true;
        leaving = false;
        life++;
        spec = asked;
        integration = null;
        delivered.clear();
    }

    private void ended(Instant when) {
        stands = false;
        ends.add(when);
    }

    void calledBack(String message, Callback told, int status) {
        switch (status) {
            case 202 -> {
                assertThat(stands)
                        .as("a callback is accepted for an environment that stands")
                        .isTrue();
                if (delivered.add(message) && (integration == null || integration.number() != told.number())) {
                    integration = told;
                    received++;
                    accepted.add(told);
                }
            }
            case 404 -> gone();
            case 409 -> assertThat(leaving).as("refused as being deleted").isTrue();
            default -> assertThat(status).as("answer to a callback").isEqualTo(202);
        }
    }

    /** @param repeated whether an earlier answer to the same request was lost */
    void deleted(int status, boolean repeated) {
        if (status == 202) {
            assertThat(stands)
                    .as("a deletion is accepted of an environment that stands")
                    .isTrue();
            leaving = true;
        } else {
            assertThat(status).as("answer to DELETE").isEqualTo(404);
            leaving |= repeated;
            gone();
        }
    }

    void retried(int status) {
        switch (status) {
            case 202 -> retries++;
            case 404 -> gone();
            default -> assertThat(status).as("answer to a retry").isEqualTo(409);
        }
    }

    /** The environment was not found. */
    void gone() {
        assertThat(!stands || leaving).as("not found although it stands").isTrue();
        if (stands) {
            ended(Instant.now());
        }
    }

    boolean stands() {
        return stands && !leaving;
    }

    @Nullable
    Callback integration() {
        return integration;
    }

    List<Callback> accepted() {
        return List.copyOf(accepted);
    }

    /** When an environment of that name was gone, from 1; the far future if it is not. */
    Instant endOf(int which) {
        return which <= ends.size() ? ends.get(which - 1) : Instant.MAX;
    }

    int life() {
        return life;
    }

    int ended() {
        return ends.size();
    }

    int received() {
        return received;
    }

    int retries() {
        return retries;
    }
}
