package io.tableflow.iam.environment.status;

import io.tableflow.iam.policy.PolicyKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is taken over, noted on the row in two steps: before it is touched, so that a crash makes nobody forget what stood,
 * and after, so that each is told once.
 *
 * @param intended found, and about to be taken over
 * @param done taken over and told
 */
public record AdoptionLog(List<Adoption> intended, List<Adoption> done) {

    public static final AdoptionLog NONE = new AdoptionLog(List.of(), List.of());

    public AdoptionLog {
        intended = List.copyOf(intended);
        done = List.copyOf(done);
    }

    /** What is about to be taken over. */
    public Optional<Adoption> intended(PolicyKind kind) {
        return find(intended.stream(), kind);
    }

    /** What was taken over, or is about to be. */
    public Optional<Adoption> find(PolicyKind kind) {
        return find(Stream.concat(intended.stream(), done.stream()), kind);
    }

    public AdoptionLog intending(Adoption found) {
        return new AdoptionLog(
                Stream.concat(others(intended, found.kind()), Stream.of(found)).toList(), done);
    }

    public AdoptionLog taken(Adoption adopted) {
        return new AdoptionLog(
                others(intended, adopted.kind()).toList(),
                Stream.concat(others(done, adopted.kind()), Stream.of(adopted)).toList());
    }

    /** What is there now was made by us. */
    public AdoptionLog without(PolicyKind kind) {
        return new AdoptionLog(
                others(intended, kind).toList(), others(done, kind).toList());
    }

    private static Optional<Adoption> find(Stream<Adoption> adoptions, PolicyKind kind) {
        return adoptions.filter(it -> it.kind() == kind).findFirst();
    }

    private static Stream<Adoption> others(List<Adoption> adoptions, PolicyKind kind) {
        return adoptions.stream().filter(it -> it.kind() != kind);
    }
}
