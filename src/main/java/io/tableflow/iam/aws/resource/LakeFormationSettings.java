package io.tableflow.iam.aws.resource;

import java.util.Set;

/**
 * How Lake Formation governs what is new in a Glue catalog.
 *
 * @param areDatabasesLeftToIam whether a new database is open to whom IAM lets in, which is the default
 * @param areTablesLeftToIam whether a new table is
 * @param administrators the ARNs of the data lake administrators
 * @param areAllGrantsShown whether the service is one of those to whom Lake Formation shows the grants of others
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html">Changing the default settings for your
 *     data lake</a>
 */
public record LakeFormationSettings(
        boolean areDatabasesLeftToIam,
        boolean areTablesLeftToIam,
        Set<String> administrators,
        boolean areAllGrantsShown) {

    public LakeFormationSettings {
        administrators = Set.copyOf(administrators);
    }

    /** Whether it leaves all that is new to IAM. */
    public boolean isLeftToIam() {
        return areDatabasesLeftToIam && areTablesLeftToIam;
    }
}
