package io.tableflow.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to come of one environment's history, computed from the answers alone. An answer that contradicts earlier ones
 * fails at once.
 */
final class Expectation {

    /** By how much the clocks of nodes may differ, and somewhat more. */
    private static final Duration CLOCKS = Duration.ofSeconds(3);

    /**
     * A word about whom to trust.
     *
     * @param callback null: nobody
     * @param since before it was given, by the time of this machine
     */
    record Word(@Nullable Callback callback, Instant since) {}

    /** A word and the moment from which it no longer counts; the far future if it still does. */
    record Period(Word word, Instant end) {}

    /** Between which moments, by the service's clock, the latest word was given. */
    private record AsOf(Instant notBefore, Instant notAfter) {}

    private final @Nullable Callback original;
    private final List<Word> words = new ArrayList<>();
    private final List<Instant> ends = new ArrayList<>();
    private final Set<String> registered = new HashSet<>();
    private final Map<String, Message> kept = new LinkedHashMap<>();
    private boolean stands;
    private boolean leaving;
    private boolean wasDeletedWithForce;
    private boolean mayLeaveSomething;
    private int life;
    private int ended;
    private int retries;
    private @Nullable Spec spec;
    private @Nullable AsOf asOf;

    /**
     * @param original whom a role lets in that is to be adopted; null: there is none
     */
    Expectation(@Nullable Callback original, Instant since) {
        this.original = original;
        say(original, since, since);
    }

    /** What is asked for in a POST or PUT. */
    record Spec(int maxSessionSeconds, boolean retains, boolean adopts, boolean revokes) {

        Spec(int maxSessionSeconds, boolean retains, boolean adopts) {
            this(maxSessionSeconds, retains, adopts, false);
        }

        static Spec first(boolean adopts) {
            return new Spec(3600, false, adopts);
        }

        String json(String name) {
            return "{\"name\":\"%s\",\"maxSessionDurationSeconds\":%d,\"deletionPolicy\":\"%s\",\"adoptExisting\":%b,\"revokeExistingAccess\":%b}"
                    .formatted(name, maxSessionSeconds, retains ? "RETAIN" : "DELETE", adopts, revokes);
        }

        /** What lost its tags is adopted again, and whoever was let in since loses their access. */
        Spec adoptingAgain() {
            return new Spec(maxSessionSeconds, retains, true, true);
        }
    }

    void created(Spec asked, int status, String principal, Instant since) {
        if (status == 202) {
            if (!stands || leaving) {
                begin(asked, principal, since);
            }
            assertThat(asked).as("the accepted spec").isEqualTo(spec);
        } else {
            assertThat(status).as("answer to POST").isEqualTo(409);
            assertThat(leaving || (stands && !asked.equals(spec)))
                    .as("refused although nothing is in the way")
                    .isTrue();
        }
    }

    /** An integration that was kept for the role counts from the beginning. */
    private void begin(Spec asked, String principal, Instant since) {
        if (stands) {
            over();
        }
        stands = true;
        leaving = false;
        wasDeletedWithForce = false;
        life++;
        spec = asked;
        asOf = null;
        registered.clear();
        if (principal.isEmpty()) {
            assertThat(kept).as("kept, and not taken").isEmpty();
            say(original, since, Instant.now());
            return;
        }
        Instant latest = kept.values().stream()
                .map(Message::signedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new AssertionError("Nobody has asked for " + principal));
        Message taken = kept.values().stream()
                .filter(it -> it.callback().principal().equals(principal))
                .filter(it -> !it.signedAt().isBefore(latest.minus(CLOCKS)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(principal + " is not the latest that was kept: " + kept));
        registered.add(taken.id());
        kept.clear();
        asOf = new AsOf(taken.signedAt().minus(CLOCKS), taken.signedAt().plus(CLOCKS));
        say(taken.callback(), since, Instant.now());
    }

    private void over() {
        stands = false;
        mayLeaveSomething |= leavesSomething();
        ended++;
        say(null, Instant.now(), Instant.now());
    }

    private boolean leavesSomething() {
        return original != null || wasDeletedWithForce || (spec != null && (spec.retains() || spec.adopts()));
    }

    void changed(Spec asked, int status) {
        switch (status) {
            case 202 -> {
                assertThat(stands).as("a PUT is accepted of what stands").isTrue();
                mayLeaveSomething |= leaving && (asked.retains() || leavesSomething());
                spec = asked;
            }
            case 404 -> gone();
            default -> {
                assertThat(status).as("answer to PUT").isEqualTo(409);
                assertThat(leaving).as("refused as being deleted").isTrue();
            }
        }
    }

    /**
     * @param repeated whether an earlier answer to the same delivery was lost
     * @param sent when it was sent, by this machine
     * @param received between which moments it was received, by the service's clock
     */
    void calledBack(
            Message message, int status, String outcome, boolean repeated, Instant sent, List<Instant> received) {
        switch (status) {
            case 202 -> {
                assertThat(stands && !leaving)
                        .as("a callback is accepted for what stands")
                        .isTrue();
                switch (outcome) {
                    case "ACCEPTED" -> {
                        assertThat(registered).as("accepted before").doesNotContain(message.id());
                        accepted(message, sent, received);
                    }
                    case "DUPLICATE" -> {
                        if (!registered.contains(message.id())) {
                            assertThat(repeated).as("a duplicate of nothing").isTrue();
                            accepted(message, sent, received);
                        }
                    }
                    default -> {
                        assertThat(outcome).isEqualTo("SUPERSEDED");
                        registered.add(message.id());
                        AsOf latest = Objects.requireNonNull(asOf, "superseded by nothing");
                        assertThat(earlier(message.signedAt(), received.getFirst()))
                                .as("signed before the latest word")
                                .isBefore(latest.notAfter().plus(CLOCKS));
                    }
                }
            }
            case 404 -> {
                gone();
                Instant counts = earlier(message.signedAt(), received.getLast());
                kept.putIfAbsent(message.id(), new Message(message.id(), message.callback(), counts));
            }
            default -> {
                assertThat(status).as("answer to a callback").isEqualTo(409);
                assertThat(leaving).as("refused as being deleted").isTrue();
            }
        }
    }

    private void accepted(Message message, Instant sent, List<Instant> received) {
        registered.add(message.id());
        Instant counts = earlier(message.signedAt(), received.getLast());
        if (asOf != null) {
            assertThat(counts)
                    .as("signed after the latest word")
                    .isAfter(asOf.notBefore().minus(CLOCKS));
        }
        asOf = later(new AsOf(earlier(message.signedAt(), received.getFirst()), counts));
        say(message.callback(), sent, Instant.now());
    }

    private AsOf later(AsOf next) {
        return asOf == null || asOf.notBefore().isBefore(next.notBefore()) ? next : asOf;
    }

    /**
     * An operator entered or withdrew an integration.
     *
     * @param callback null: withdrew it
     */
    void operatorSaid(@Nullable Callback callback, int status, Instant sent, List<Instant> received) {
        switch (status) {
            case 202 -> {
                assertThat(stands && !leaving)
                        .as("an integration is entered or withdrawn of what stands")
                        .isTrue();
                asOf = new AsOf(received.getFirst(), received.getLast());
                say(callback, sent, Instant.now());
            }
            case 404 -> gone();
            default -> {
                assertThat(status).as("answer to an operator's word").isEqualTo(409);
                assertThat(leaving).as("refused as being deleted").isTrue();
            }
        }
    }

    private void say(@Nullable Callback callback, Instant since, Instant now) {
        Callback before = words.isEmpty() ? null : words.getLast().callback();
        if (words.isEmpty() || !Objects.equals(before, callback)) {
            words.add(new Word(callback, since));
            ends.add(Instant.MAX);
            if (ends.size() > 1) {
                ends.set(ends.size() - 2, now);
            }
        }
    }

    /** @param repeated whether an earlier answer to the same request was lost */
    void deleted(int status, boolean repeated, boolean force) {
        if (status == 202) {
            assertThat(stands).as("a deletion is accepted of what stands").isTrue();
            leaving = true;
            wasDeletedWithForce |= force;
            mayLeaveSomething |= leavesSomething();
            say(null, Instant.now(), Instant.now());
        } else {
            assertThat(status).as("answer to DELETE").isEqualTo(404);
            leaving |= repeated;
            gone();
        }
    }

    void abandoned(int status, boolean repeated) {
        mayLeaveSomething |= status == 202 || repeated;
        deleted(status, repeated, false);
    }

    /** Of a retry, or a reconcile. */
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
            over();
        }
    }

    boolean stands() {
        return stands && !leaving;
    }

    boolean isLeaving() {
        return stands && leaving;
    }

    /** Whether a deletion was allowed to leave a resource behind, so that a next life may find it in its way. */
    boolean mayLeaveSomething() {
        return mayLeaveSomething;
    }

    Spec spec() {
        return spec == null ? Spec.first(original != null) : spec;
    }

    @Nullable
    Callback integration() {
        return words.getLast().callback();
    }

    /** From when to when a trust counted as asked for. */
    List<Period> periodsOf(JsonNode trust) {
        List<Period> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Callback callback = words.get(i).callback();
            if (callback != null && callback.trust().equals(trust)) {
                found.add(new Period(words.get(i), ends.get(i)));
            }
        }
        return found;
    }

    int life() {
        return life;
    }

    int ended() {
        return ended;
    }

    int retries() {
        return retries;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
