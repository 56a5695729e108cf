package io.tableflow.iam.console.environment;

import io.tableflow.iam.environment.EnvironmentState;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What of the list is shown. All of it is in the URL, so that a view can be bookmarked and sent.
 *
 * @param q a part of the name; empty: any
 * @param urgentOnly whether only what needs attention is shown
 * @param after where the page begins; null: at the beginning
 */
record ListFilter(
        String q,
        @Nullable EnvironmentState state,
        boolean urgentOnly,
        @Nullable String after) {

    /** The list in that state, with the rest as it is. */
    public String url(@Nullable EnvironmentState other, boolean urgent) {
        return url(other, urgent, null);
    }

    /** The page that begins there. */
    public String pageUrl(String place) {
        return url(state, urgentOnly, place);
    }

    private String url(@Nullable EnvironmentState of, boolean urgent, @Nullable String place) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/console/environments");
        if (!q.isEmpty()) {
            url.queryParam("q", q);
        }
        if (of != null) {
            url.queryParam("state", of);
        }
        if (urgent) {
            url.queryParam("attention", "true");
        }
        if (place != null) {
            url.queryParam("after", place);
        }
        return url.encode().build().toUriString();
    }
}
