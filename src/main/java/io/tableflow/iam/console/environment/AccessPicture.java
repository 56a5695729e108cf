package io.tableflow.iam.console.environment;

import io.tableflow.iam.drift.DriftReport;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.environment.status.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the picture of an environment's access shows: who assumes the role, and what the role reaches.
 *
 * @param principal the name of Confluent's role; null: nobody gets in
 * @param hasOthers whether the live trust was not ours when it was last compared
 * @param description for those who do not see it
 */
record AccessPicture(
        @Nullable String principal, boolean hasOthers, String role, String bucket, String catalog, String description) {

    /** What fits into a box; the page has the whole names. */
    private static final int LONGEST = 18;

    static AccessPicture of(Environment environment, @Nullable DriftReport drift, List<String> words) {
        ProviderIntegration trusted = environment.observed().trusted();
        List<String> databases = environment.spec().glueDatabases();
        return new AccessPicture(
                trusted == null ? null : shortened(trusted.principal().role().name()),
                drift != null
                        && drift.differences().stream().anyMatch(it -> it.kind() == Difference.Kind.TRUST_CHANGED),
                shortened(environment.spec().names().role()),
                shortened(environment.spec().bucket()),
                databases.isEmpty()
                        ? "all databases"
                        : databases.size() == 1 ? "one database" : databases.size() + " databases",
                "Who can assume the role: " + String.join(" ", words));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }
}
