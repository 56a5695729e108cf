package io.tableflow.iam.environment.status;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a forced deletion detaches. Each attachment is recorded on the row twice: before it is detached, so that a crash
 * loses nothing, and afterwards, so that its event is published once.
 *
 * @param intended found, and about to be detached
 * @param done detached, and the event published
 */
public record DetachmentLog(List<ForeignAttachment> intended, List<ForeignAttachment> done) {

    public static final DetachmentLog NONE = new DetachmentLog(List.of(), List.of());

    public DetachmentLog {
        intended = List.copyOf(intended);
        done = List.copyOf(done);
    }

    /** Whether it was found before, detached already or not. */
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
