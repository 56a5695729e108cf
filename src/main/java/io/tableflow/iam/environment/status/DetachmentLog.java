package io.tableflow.iam.environment.status;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a forced deletion takes off, noted on the row in two steps: before it is done, so that nothing is lost by a crash, and
 * after, so that each is told once.
 *
 * @param intended found, and about to be taken off
 * @param done taken off and told
 */
public record DetachmentLog(List<ForeignAttachment> intended, List<ForeignAttachment> done) {

    public static final DetachmentLog NONE = new DetachmentLog(List.of(), List.of());

    public DetachmentLog {
        intended = List.copyOf(intended);
        done = List.copyOf(done);
    }

    /** Whether it was found before, taken off already or not. */
    public boolean knows(ForeignAttachment attachment) {
        return intended.contains(attachment) || done.contains(attachment);
    }

    public DetachmentLog intending(List<ForeignAttachment> found) {
        return new DetachmentLog(
                Stream.concat(intended.stream(), found.stream()).distinct().toList(), done);
    }

    public DetachmentLog taken(List<ForeignAttachment> off) {
        return new DetachmentLog(
                intended.stream().filter(it -> !off.contains(it)).toList(),
                Stream.concat(done.stream(), off.stream()).toList());
    }
}
