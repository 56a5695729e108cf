package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.resource.LakeFormationSettings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

/** Maps answers of Lake Formation to the values of the port. */
final class CatalogMapper {

    private static final String WHOM_IAM_LETS_IN = "IAM_ALLOWED_PRINCIPALS";

    private CatalogMapper() {}

    /** @param identity the ARN of a role or a user, or of a session of a role: as whom Lake Formation was asked */
    static LakeFormationSettings settings(DataLakeSettings settings, String identity) {
        return new LakeFormationSettings(
                isLeftToIam(settings.createDatabaseDefaultPermissions()),
                isLeftToIam(settings.createTableDefaultPermissions()),
                identifiers(settings.dataLakeAdmins()).collect(Collectors.toSet()),
                Stream.concat(identifiers(settings.dataLakeAdmins()), identifiers(settings.readOnlyAdmins()))
                        .anyMatch(admin -> isSame(admin, identity)));
    }

    private static Stream<String> identifiers(List<DataLakePrincipal> principals) {
        return principals.stream().map(DataLakePrincipal::dataLakePrincipalIdentifier);
    }

    private static boolean isLeftToIam(List<PrincipalPermissions> defaults) {
        return defaults.stream()
                .anyMatch(it -> it.principal() != null
                        && WHOM_IAM_LETS_IN.equals(it.principal().dataLakePrincipalIdentifier())
                        && it.permissions().contains(Permission.ALL));
    }

    /** The ARN of a session has the role's name, and no path. */
    private static boolean isSame(String admin, String identity) {
        String[] parts = identity.split("[:/]", -1);
        return admin.equals(identity)
                || (parts.length > 6
                        && parts[5].equals("assumed-role")
                        && admin.contains("::" + parts[4] + ":role/")
                        && admin.endsWith("/" + parts[6]));
    }

    /** Locations in hybrid access mode are left to IAM for everybody who did not opt in. */
    static boolean isGoverned(ResourceInfo location, String bucketArn) {
        String arn = String.valueOf(location.resourceArn());
        return !Boolean.TRUE.equals(location.hybridAccessEnabled())
                && (arn.equals(bucketArn) || arn.startsWith(bucketArn + "/"));
    }
}
