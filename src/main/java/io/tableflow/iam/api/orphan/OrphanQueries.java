package io.tableflow.iam.api.orphan;

import io.tableflow.iam.access.EnvironmentVisibility;
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

/** Finds orphans, by ARN. */
@Component
class OrphanQueries {

    private final JdbcClient jdbc;

    OrphanQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<OrphanView> page(EnvironmentVisibility visible, Paging paging) {
        List<OrphanView> found = jdbc.sql("""
            select * from orphan
            where environment_id is not null and arn > :after
                and (:all or coalesce(environment, '') ~ :visible)
            order by arn limit :limit
            """)
                .param("after", Objects.requireNonNullElse(paging.after(), ""))
                .param("all", visible.isUnlimited())
                .param("visible", visible.regex())
                .param("limit", paging.fetch())
                .query(OrphanQueries::view)
                .list();
        return Page.of(found, paging, OrphanView::arn);
    }

    private static OrphanView view(ResultSet row, int nth) throws SQLException {
        String arn = row.getString("arn");
        String environment = row.getString("environment");
        return new OrphanView(
                row.getString("account_id"),
                arn,
                row.getString("environment_id"),
                environment,
                row.getObject("seen_since", OffsetDateTime.class).toInstant(),
                remedy(arn, environment));
    }

    private static String remedy(String arn, @Nullable String environment) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        boolean isRole = arn.contains(":role/");
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
}
