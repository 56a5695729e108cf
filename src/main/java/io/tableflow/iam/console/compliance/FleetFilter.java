package io.tableflow.iam.console.compliance;

import io.tableflow.iam.compliance.RuleCatalogue;
import io.tableflow.iam.compliance.RuleSeverity;
import io.tableflow.iam.compliance.RuleStatus;
import io.tableflow.iam.compliance.export.RuleFilter;
import io.tableflow.iam.console.page.CurlCommand;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What of the list over all environments is shown. All of it is in the URL, so that a view can be bookmarked and sent. What nobody
 * offers, such as a severity that somebody typed, shows all.
 *
 * @param rules which results
 * @param after names up to this one are left out
 */
record FleetFilter(RuleFilter rules, String after) {

    /** In the URL: whatever became of the rules. Without a status, those that fail are shown. */
    private static final String ANY = "any";

    static FleetFilter of(String severity, String rule, String status, String after) {
        return new FleetFilter(
                new RuleFilter(
                        named(RuleSeverity.values(), severity),
                        RuleCatalogue.find(rule).isPresent() ? rule : null,
                        status.isEmpty() ? RuleStatus.FAILED : named(RuleStatus.values(), status)),
                after);
    }

    private static <E extends Enum<E>> @Nullable E named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether it is that of the page as it is first opened. */
    public boolean isFirst() {
        return rules.severity() == null && rules.rule() == null && rules.status() == RuleStatus.FAILED;
    }

    /** The part of the list that begins after that environment. */
    public String pageUrl(@Nullable String place) {
        UriComponentsBuilder url = builder("/console/compliance", true);
        return (place == null ? url : url.queryParam("after", place))
                .encode()
                .build()
                .toUriString();
    }

    /** The same results as a file. */
    public String csvUrl() {
        return builder("/console/compliance/csv", true).encode().build().toUriString();
    }

    /** The call of the API that has the same results. */
    public String curl() {
        return CurlCommand.get(builder("/compliance", false).encode().build().toUriString());
    }

    private UriComponentsBuilder builder(String path, boolean isOurs) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
        if (rules.severity() != null) {
            url.queryParam("severity", rules.severity());
        }
        if (rules.rule() != null) {
            url.queryParam("rule", rules.rule());
        }
        if (rules.status() != null && !(isOurs && rules.status() == RuleStatus.FAILED)) {
            url.queryParam("status", rules.status());
        } else if (rules.status() == null && isOurs) {
            url.queryParam("status", ANY);
        }
        return url;
    }
}
