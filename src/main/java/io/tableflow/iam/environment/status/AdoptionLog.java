package io.tableflow.iam.environment.status;

import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adopted resources. Each is recorded on the row twice: before it is changed, so that a crash does not lose what was
 * found, and afterwards, so that its event is published once.
 *
 * @param intended found, and about to be adopted
 * @param done adopted, and the event published
 */
public record AdoptionLog(List<Adoption> intended, List<Adoption> done) {

    public static final AdoptionLog NONE = new AdoptionLog(List.of(), List.of());

    public AdoptionLog {
        intended = List.copyOf(intended);
        done = List.copyOf(done);
    }

    /** The resource that is about to be adopted. */
    public Optional<Adoption> intended(ResourceKind kind) {
        return find(intended.stream(), kind);
    }

    /** The resource that was adopted, or is about to be. */
    public Optional<Adoption> find(ResourceKind kind) {
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

    /** Without a resource, because the one that exists now was created by us. */
    public AdoptionLog without(ResourceKind kind) {
        return new AdoptionLog(
                others(intended, kind.document()).toList(),
                others(done, kind.document()).toList());
    }

    /** No trust that was adopted is in force any more. */
    public AdoptionLog withoutTrust() {
        return new AdoptionLog(
                intended.stream().map(Adoption::withoutTrust).toList(),
                done.stream().map(Adoption::withoutTrust).toList());
    }

    private static Optional<Adoption> find(Stream<Adoption> adoptions, ResourceKind kind) {
        return adoptions.filter(it -> it.isOf(kind)).findFirst();
    }

    private static Stream<Adoption> others(List<Adoption> adoptions, PolicyKind kind) {
        return adoptions.stream().filter(it -> it.kind() != kind);
    }
}
