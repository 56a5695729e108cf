package io.tableflow.iam.api.orphan;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.orphan.OrphanView.Integration;
import io.tableflow.iam.api.orphan.OrphanView.Kind;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.policy.OwnershipTags;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds orphans, by ARN. Those in IAM are what sweeps have found; those at Confluent what deletions have left and no environment has,
 * as the rows are now.
 */
@Component
class OrphanQueries {

    private final JdbcClient jdbc;

    OrphanQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<OrphanView> page(EnvironmentVisibility visible, Paging paging) {
        List<OrphanView> found = jdbc.sql("""
            select * from (
                select arn as position, arn, account_id, environment, environment_id, seen_since,
                    null as confluent_environment, null as integration_id, null as left_by, null as why,
                    null::timestamptz as seen_at
                from orphan where environment_id is not null
                union all
                select role_arn || ':' || confluent_environment, role_arn, account_id, environment, environment_id::text,
                    left_at, confluent_environment, integration_id, left_by, why, seen_at
                from orphaned_integration) o
            where position > :after and (:all or coalesce(environment, '') ~ :visible)
            order by position limit :limit
            """)
                .param("after", Objects.requireNonNullElse(paging.after(), ""))
                .param("all", visible.isUnlimited())
                .param("visible", visible.regex())
                .param("limit", paging.fetch())
                .query(OrphanQueries::view)
                .list();
        return Page.of(found, paging, OrphanView::position);
    }

    private static OrphanView view(ResultSet row, int nth) throws SQLException {
        String arn = row.getString("arn");
        String environment = row.getString("environment");
        Integration integration = integration(row);
        return new OrphanView(
                integration != null ? Kind.PROVIDER_INTEGRATION : isRole(arn) ? Kind.ROLE : Kind.POLICY,
                row.getString("account_id"),
                arn,
                row.getString("environment_id"),
                environment,
                row.getObject("seen_since", OffsetDateTime.class).toInstant(),
                integration,
                integration == null ? remedy(arn, environment) : remedy(arn, environment, integration));
    }

    private static @Nullable Integration integration(ResultSet row) throws SQLException {
        String confluentEnvironment = row.getString("confluent_environment");
        OffsetDateTime confirmedAt = row.getObject("seen_at", OffsetDateTime.class);
        return confluentEnvironment == null
                ? null
                : new Integration(
                        row.getString("integration_id"),
                        confluentEnvironment,
                        row.getString("left_by"),
                        row.getString("why"),
                        confirmedAt == null ? null : confirmedAt.toInstant());
    }

    private static boolean isRole(String arn) {
        return arn.contains(":role/");
    }

    private static String remedy(String arn, @Nullable String environment) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        boolean isRole = isRole(arn);
        String tags = String.join(" ", OwnershipTags.tagKeys());
        String untag = isRole
                ? "aws iam untag-role --role-name " + name + " --tag-keys " + tags
                : "aws iam untag-policy --policy-arn " + arn + " --tag-keys " + tags;
        String delete = isRole
                ? "detach its policies, then aws iam delete-role --role-name " + name
                : "detach it and delete its other versions, then aws iam delete-policy --policy-arn " + arn;
        String adopt = environment == null
                ? ""
                : " To adopt it: " + untag + ", then POST /environments with the name " + environment
                        + " and adoptExisting.";
        return "If another installation of this service manages it, nothing." + adopt + " If nobody uses it: " + delete
                + ".";
    }

    /** The command is that of Confluent's own CLI, and the call that of {@code pim/v1}. */
    private static String remedy(String role, @Nullable String environment, Integration left) {
        String place = left.confluentEnvironmentId();
        String find = left.id() == null
                ? "See whether there is one: confluent provider-integration list --environment " + place
                        + ", the one whose customer role is " + role + ". "
                : "";
        String id = Objects.requireNonNullElse(left.id(), "<id>");
        return find + "Disable Tableflow on the topics and delete the catalog integrations that use it, then confluent"
                + " provider-integration delete " + id + " --environment " + place + ", or DELETE"
                + " https://api.confluent.cloud/pim/v1/integrations/" + id + "?environment=" + place
                + " with a Cloud API key. To use it again: POST /environments with the name " + environment
                + " and this Confluent environment adopts it.";
    }
}
