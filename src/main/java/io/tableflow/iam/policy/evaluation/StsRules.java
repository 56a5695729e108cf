package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.evaluation.RequestPrincipal.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What STS checks of a request to assume a role beside all policies. */
final class StsRules {

    private static final int SHORTEST_SECONDS = 900;
    private static final int LONGEST_SECONDS = 43_200;
    private static final int LONGEST_CHAINED_SECONDS = 3_600;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

    private StsRules() {}

    /** Whether it is the one action that everybody may always take (AWS STS API Reference, "GetCallerIdentity"). */
    static boolean isAlwaysAllowed(EvaluationRequest request) {
        return request.isAction("sts", "GetCallerIdentity");
    }

    /** A clause that says why STS refuses the request, whatever the policies say; empty: it does not. */
    static Optional<String> refusal(EvaluationRequest request) {
        if (!isAssumeRole(request)) {
            return Optional.empty();
        }
        if (request.principal().kind() == Kind.ROOT && request.isAction("sts", "AssumeRole")) {
            return Optional.of("because the root user of an account cannot assume roles");
        }
        ContextValue seconds = new EffectiveContext(request, request.action()).lookup("sts:DurationSeconds");
        return seconds.isKnown() && seconds.values().size() == 1
                ? refusal(request, seconds.values().getFirst())
                : Optional.empty();
    }

    private static Optional<String> refusal(EvaluationRequest request, String text) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.of("because DurationSeconds is not a number");
        }
        long seconds = new BigInteger(text).longValueExact();
        if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
            return Optional.of("because DurationSeconds must be from 900 to 43200");
        }
        if (request.maxSession() != null && seconds > request.maxSession().toSeconds()) {
            return Optional.of(
                    "because the requested DurationSeconds exceeds the MaxSessionDuration set for this role");
        }
        return request.principal().isSessionOfRole() && seconds > LONGEST_CHAINED_SECONDS
                ? Optional.of(
                        "because the requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                                + " role chaining")
                : Optional.empty();
    }

    /**
     * The request for each action that it takes: who passes session tags or a source identity must also be allowed to do that (IAM User
     * Guide, "Pass session tags in AWS STS").
     */
    static List<EvaluationRequest> actions(EvaluationRequest request) {
        List<EvaluationRequest> actions = new ArrayList<>(List.of(request));
        if (isAssumeRole(request)) {
            if (request.context().has("aws:tagkeys")) {
                actions.add(request.withAction("sts:TagSession"));
            }
            if (request.context().has("sts:sourceidentity")) {
                actions.add(request.withAction("sts:SetSourceIdentity"));
            }
        }
        return actions;
    }

    private static boolean isAssumeRole(EvaluationRequest request) {
        return request.isAskedOfTrust()
                && request.action().toLowerCase(Locale.ROOT).startsWith("sts:assumerole");
    }
}
