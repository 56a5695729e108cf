package io.tableflow.iam.documentation;

import io.tableflow.iam.accessreview.AccessReview;
import io.tableflow.iam.accessreview.StoredUse;
import io.tableflow.iam.verification.VerificationQuestion;
import io.tableflow.iam.verification.VerificationReport;
import io.tableflow.iam.verification.VerificationStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sections on what was last seen: by a verification, by AWS's records of use, and by whoever reviewed them. */
final class EvidenceSections {

    private EvidenceSections() {}

    /** What the latest verification came to, question by question. */
    static List<Block> ofVerification(@Nullable VerificationReport latest) {
        Block heading = new Block.Heading(2, Text.of("Verification"));
        if (latest == null) {
            return List.of(
                    heading,
                    new Block.Paragraph(Text.of("It was never verified. {} does so.", "POST .../verification")));
        }
        return List.of(
                heading,
                new Block.Paragraph(Text.of("The latest one came to {} at {}.", latest.verdict(), latest.finishedAt())),
                new Block.Table(
                        List.of("question", "verdict", "checks that failed"),
                        Arrays.stream(VerificationQuestion.values())
                                .map(question -> List.of(
                                        Text.of(inWords(question)),
                                        Text.of(latest.verdict(question).name()),
                                        Text.values(latest.checks().stream()
                                                .filter(it -> it.question() == question
                                                        && it.status() == VerificationStatus.FAILED)
                                                .map(it -> it.name())
                                                .toList())))
                                .toList()));
    }

    private static String inWords(VerificationQuestion question) {
        return switch (question) {
            case CONFLUENT_GETS_IN -> "Can Confluent get in?";
            case NOBODY_ELSE_GETS_IN -> "Can nobody else?";
            case TABLEFLOW_CAN_WORK -> "May the role do what Tableflow does?";
            case RESOURCES_READY -> "Are bucket, keys and Glue catalog as Tableflow needs them?";
        };
    }

    /** When the role was last used, as far as AWS has told, and who has looked at that. */
    static List<Block> ofUse(StoredUse use) {
        AccessReview review = use.review();
        return List.of(
                new Block.Heading(2, Text.of("Use and reviews")),
                new Block.Table(
                        List.of("what", "value"),
                        List.of(
                                List.of(
                                        Text.of("Last used, by IAM's report"),
                                        use.reportedAt() == null
                                                ? Text.of("not known: IAM has not reported")
                                                : Text.of("{}, as of {}", known(use.lastReported()), use.reportedAt())),
                                List.of(
                                        Text.of("Last assumed, by CloudTrail"),
                                        use.lastCalled() == null
                                                ? Text.of(
                                                        "no call was seen; {} says how far it was read",
                                                        "GET .../access")
                                                : Text.value(use.lastCalled())),
                                List.of(
                                        Text.of("Last review"),
                                        review == null
                                                ? Text.of("never")
                                                : Text.of("{}, by {}", review.reviewedAt(), review.reviewer())),
                                List.of(
                                        Text.of("What was found"),
                                        review == null ? Text.of("-") : Text.value(review.note())),
                                List.of(
                                        Text.of("Next review due"),
                                        review == null ? Text.of("-") : Text.value(review.nextDue())))));
    }

    private static Object known(@Nullable Instant moment) {
        return moment == null ? "not seen" : moment;
    }
}
