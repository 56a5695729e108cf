package io.tableflow.iam.policy.evaluation;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One question: may this principal take this action on this resource?
 *
 * @param action such as {@code sts:AssumeRole}, without wildcards
 * @param resource its ARN, or {@code *} for an action that is not about one resource
 * @param resourceAccount the account that the resource is in, 12 digits; ARNs of buckets do not have it
 * @param maxSession the role's longest session, if a role is assumed and it is known
 */
public record EvaluationRequest(
        RequestPrincipal principal,
        String action,
        String resource,
        String resourceAccount,
        RequestContext context,
        @Nullable Duration maxSession) {

    /** The longest resource, in characters: no ARN is longer. */
    public static final int LONGEST_RESOURCE = 2048;

    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]{1,64}:[A-Za-z0-9_]{1,128}");
    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/.+");

    public EvaluationRequest {
        if (!isAction(action)) {
            throw new IllegalArgumentException("'" + action + "' is not an action such as sts:AssumeRole.");
        }
        if (resource.length() > LONGEST_RESOURCE) {
            throw new IllegalArgumentException("A resource has at most " + LONGEST_RESOURCE + " characters.");
        }
    }

    /** The same without a limit for the session. */
    public EvaluationRequest(
            RequestPrincipal principal,
            String action,
            String resource,
            String resourceAccount,
            RequestContext context) {
        this(principal, action, resource, resourceAccount, context, null);
    }

    /** Whether a text is one action, without wildcards. */
    public static boolean isAction(String text) {
        return ACTION.matcher(text).matches();
    }

    /** The same in another context. */
    public EvaluationRequest withContext(RequestContext other) {
        return new EvaluationRequest(principal, action, resource, resourceAccount, other, maxSession);
    }

    /** The same for a role with this longest session. */
    public EvaluationRequest withMaxSession(Duration longest) {
        return new EvaluationRequest(principal, action, resource, resourceAccount, context, longest);
    }

    EvaluationRequest withAction(String other) {
        return new EvaluationRequest(principal, other, resource, resourceAccount, context, maxSession);
    }

    /** Whether it is asked of a role by STS, so that the role's trust is its resource policy. */
    boolean isAskedOfTrust() {
        return isOf("sts") && ROLE.matcher(resource).matches();
    }

    /** Whether the key's policy must allow it, as for a role's trust: identity policies alone do not. */
    boolean isAskedOfKey() {
        return isOf("kms") && resource.contains(":key/");
    }

    boolean isOf(String service) {
        return action.regionMatches(true, 0, service, 0, service.length()) && action.charAt(service.length()) == ':';
    }

    boolean isAction(String service, String name) {
        return action.equalsIgnoreCase(service + ":" + name);
    }

    boolean isInPrincipalsAccount() {
        return resourceAccount.equals(principal.account());
    }
}
