package io.tableflow.iam.http;

import org.springframework.core.Ordered;

/**
 * The order in which a request passes the servlet filters and the security chains. All security chains are in one servlet
 * filter, which Spring Boot places behind the filters here ({@code spring.security.filter.order}, -100). Only the first
 * chain whose paths match handles a request.
 */
public final class FilterOrder {

    /** First of all, so that every answer has them. */
    public static final int SECURITY_HEADERS = Ordered.HIGHEST_PRECEDENCE;

    /** Before anything can be refused, so that every answer and every log line has the id. */
    public static final int REQUEST_ID = SECURITY_HEADERS + 1;

    /** Around all filters that can throw, and behind the request id, which is part of problem documents. */
    public static final int PROBLEMS = REQUEST_ID + 1;

    /** Before security, because it only compares the announced length. */
    public static final int BODY_LIMIT = PROBLEMS + 1;

    /** Before Spring reads the header: it would answer an invalid media type with a 500. */
    public static final int CONTENT_TYPE = BODY_LIMIT + 1;

    /** The chain of the API: bearer tokens, for the paths of the API. Chains for other paths come behind it. */
    public static final int API_SECURITY = 100;

    /** The chain of the console: a session in a cookie, for the console's paths. */
    public static final int CONSOLE_SECURITY = 200;

    /** The chain for all paths that no other chain names. Spring Security requires it to be the last. */
    public static final int OTHER_SECURITY = Ordered.LOWEST_PRECEDENCE;

    private FilterOrder() {}
}
