package io.tableflow.iam.http;

import org.springframework.core.Ordered;

/**
 * The order of everything that handles a request before a controller does: first our servlet filters, then the chains of
 * Spring Security, which all are part of one filter of Spring Boot's ({@code spring.security.filter.order}, -100).
 */
public final class FilterOrder {

    /** First of all, so that every answer has them. */
    public static final int SECURITY_HEADERS = Ordered.HIGHEST_PRECEDENCE;

    /** Before anything is refused: an answer and a log line without the id could not be related. */
    public static final int REQUEST_ID = SECURITY_HEADERS + 1;

    /** Around all filters that can throw, but within the request id, which is part of the problem document. */
    public static final int PROBLEMS = REQUEST_ID + 1;

    /** Before security: refusing a body that is too long takes nothing but its announced length. */
    public static final int BODY_LIMIT = PROBLEMS + 1;

    /** Before security, where Spring would take a media type that is none for a mistake of ours. */
    public static final int CONTENT_TYPE = BODY_LIMIT + 1;

    /** The API's security chain: bearer tokens for the paths of the API. A chain for other paths is best placed behind it. */
    public static final int API_SECURITY = 100;

    /** Behind every chain that names its paths: what is left is for callers that are known, who find nothing there. */
    public static final int OTHER_SECURITY = Ordered.LOWEST_PRECEDENCE;

    private FilterOrder() {}
}
