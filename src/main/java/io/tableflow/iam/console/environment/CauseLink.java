package io.tableflow.iam.console.environment;

import io.tableflow.iam.confluent.tableflow.TableflowCause;
import io.tableflow.iam.console.page.CurlCommand;
import java.util.List;

/**
 * Where the console shows whether what Confluent reports is due to IAM.
 *
 * @param words for people
 * @param url of a page, or of a place of the environment's page
 */
record CauseLink(String words, String url) {

    private static final String ACCESS_CHECK = "POST /access-checks ";
    private static final String VERIFICATION = "POST /environments/{name}/verification ";
    private static final String CONDITION = "condition ";
    private static final String SPEC = "spec.";

    /** Those of a cause, for an environment. */
    static List<CauseLink> of(TableflowCause cause, String environment) {
        String page = "/console/environments/" + environment;
        return cause.shownBy().stream().map(it -> of(it, page)).toList();
    }

    private static CauseLink of(String shownBy, String page) {
        if (shownBy.startsWith(ACCESS_CHECK)) {
            String action = shownBy.substring(ACCESS_CHECK.length());
            return new CauseLink(
                    "access check of " + action, page + "/access-check?action=" + CurlCommand.encode(action));
        }
        if (shownBy.startsWith(VERIFICATION)) {
            String check = shownBy.substring(VERIFICATION.length());
            return new CauseLink("check " + check, page + "/verification#" + check);
        }
        if (shownBy.startsWith(CONDITION)) {
            return new CauseLink(shownBy, "#conditions-head");
        }
        return shownBy.startsWith(SPEC)
                ? new CauseLink("its " + shownBy.substring(SPEC.length()), page + "/change")
                : new CauseLink("its documents beside what is live", page + "/documents");
    }
}
