package io.tableflow.iam.policy.evaluation;

import java.util.stream.Stream;

/** Whether an element, a statement or a set of policies applies to a request. */
public enum Match {
    MATCHED,
    NOT_MATCHED,
    /** It depends on something about the request that is not known. */
    UNKNOWN,
    /** AWS does not document what this means, or documents that it is invalid. */
    UNDETERMINED;

    static Match of(boolean matched) {
        return matched ? MATCHED : NOT_MATCHED;
    }

    static Match all(Stream<Match> matches) {
        return matches.reduce(MATCHED, Match::and);
    }

    static Match any(Stream<Match> matches) {
        return matches.reduce(NOT_MATCHED, Match::or);
    }

    Match and(Match other) {
        return combine(other, NOT_MATCHED, MATCHED);
    }

    Match or(Match other) {
        return combine(other, MATCHED, NOT_MATCHED);
    }

    Match negate() {
        return switch (this) {
            case MATCHED -> NOT_MATCHED;
            case NOT_MATCHED -> MATCHED;
            case UNKNOWN, UNDETERMINED -> this;
        };
    }

    private Match combine(Match other, Match decisive, Match neutral) {
        if (this == decisive || other == decisive) {
            return decisive;
        }
        if (this == UNDETERMINED || other == UNDETERMINED) {
            return UNDETERMINED;
        }
        return this == neutral ? other : this;
    }
}
