package io.tableflow.iam.environment;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a forced deletion takes off, noted on the row in two steps: before it is done, so that nothing is lost by a crash, and
 * after, so that each is told once.
 *
 * @param intended found, and about to be taken off
 * @param done taken off and told
 */
public record Detachments(List<ForeignAttachment> intended, List<ForeignAttachment> done) {

    static final Detachments NONE = new Detachments(List.of(), List.of());

    public Detachments {
        intended = List.copyOf(intended);
        done = List.copyOf(done);
    }

    /** Whether it was found before, taken off already or not. */
    public boolean knows(ForeignAttachment attachment) {
        return intended.contains(attachment) || done.contains(attachment);
    }

    Detachments intending(List<ForeignAttachment> found) {
        return new Detachments(
                Stream.concat(intended.stream(), found.stream()).distinct().toList(), done);
    }

    Detachments taken(List<ForeignAttachment> off) {
        return new Detachments(
                intended.stream().filter(it -> !off.contains(it)).toList(),
                Stream.concat(done.stream(), off.stream()).toList());
    }
}
