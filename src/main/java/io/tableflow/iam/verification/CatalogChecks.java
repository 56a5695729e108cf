package io.tableflow.iam.verification;

import io.tableflow.iam.aws.resource.LakeFormationSettings;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The checks of the Glue catalogs of the environment's regions, and of Lake Formation, where it governs them: each claim holds only if it
 * holds in every region.
 *
 * @see <a href="https://docs.aws.amazon.com/lake-formation/latest/dg/implicit-permissions.html">Implicit Lake Formation
 *     permissions</a>
 */
final class CatalogChecks {

    private final EnvironmentSpec spec;
    private final List<Catalog> catalogs;
    private final ResourcePolicyJudge judge;

    private record Catalog(
            String region,
            PendingRead<Optional<ParsedPolicy>> policy,
            PendingRead<CheckOutcome> creation,
            PendingRead<CheckOutcome> location) {}

    CatalogChecks(
            EnvironmentSpec spec,
            ParallelReads reads,
            PendingRead<ResourceEvidence> resources,
            RoleEvidence role,
            ResourcePolicyJudge judge) {
        this.spec = spec;
        this.judge = judge;
        this.catalogs = spec.regions().stream()
                .map(region -> catalog(region, reads, resources, role))
                .toList();
    }

    private Catalog catalog(
            String region, ParallelReads reads, PendingRead<ResourceEvidence> resources, RoleEvidence role) {
        PendingRead<LakeFormationSettings> settings =
                reads.start(() -> resources.await().lakeFormation(region));
        PendingRead<List<String>> locations =
                reads.start(() -> resources.await().governedLocations(region, bucketArn(resources.await())));
        return new Catalog(
                region,
                reads.start(() -> resources
                        .await()
                        .catalogPolicy(region)
                        .map(document -> ParsedPolicy.parse(
                                PolicyType.RESOURCE, "the policy of the Glue catalog in " + region, document))),
                reads.start(() -> creation(region, settings.await(), resources.await(), role)),
                reads.start(() -> location(region, settings, locations.await(), resources.await(), role)));
    }

    private String bucketArn(ResourceEvidence resources) {
        return "arn:" + resources.account().partition() + ":s3:::" + spec.bucket();
    }

    CheckOutcome policiesLetRoleWork() {
        return ofEach(catalog -> catalog.policy()
                .await()
                .map(policy -> judge.ofCatalog(catalog.region(), policy))
                .orElseGet(() -> CheckOutcome.passed(
                        "The Glue catalog in " + catalog.region() + " has no policy, so that the role's own decide.")));
    }

    CheckOutcome roleMayCreate() {
        return ofEach(catalog -> catalog.creation().await());
    }

    private CheckOutcome creation(
            String region, LakeFormationSettings settings, ResourceEvidence resources, RoleEvidence role) {
        if (settings.isLeftToIam()) {
            return CheckOutcome.passed(
                    "Lake Formation leaves new databases and tables in " + region + " to IAM, as it does by default.");
        }
        String arn = role.role().arn();
        if (settings.administrators().contains(arn)) {
            return CheckOutcome.passed("The role is a data lake administrator in " + region + ".");
        }
        if (resources.catalogPermissions(region, arn).contains("CREATE_DATABASE")) {
            return CheckOutcome.passed("Lake Formation lets the role create databases in " + region + ".");
        }
        List<String> closed = spec.glueDatabases().stream()
                .filter(database -> !mayCreateTables(resources.databasePermissions(region, arn, database)))
                .toList();
        if (!spec.glueDatabases().isEmpty() && closed.isEmpty()) {
            return CheckOutcome.passed("Lake Formation lets the role create tables in the databases in " + region
                    + " that the spec names.");
        }
        return notGranted(
                settings,
                "Lake Formation governs new databases and tables in " + region
                        + ", and shows no grant by which the role may create "
                        + (closed.isEmpty() ? "databases." : "tables in " + String.join(", ", closed) + "."));
    }

    private static boolean mayCreateTables(Set<String> permissions) {
        return permissions.contains("CREATE_TABLE") || permissions.contains("ALL");
    }

    CheckOutcome roleMayUseBucket() {
        return ofEach(catalog -> catalog.location().await());
    }

    private CheckOutcome location(
            String region,
            PendingRead<LakeFormationSettings> settings,
            List<String> governed,
            ResourceEvidence resources,
            RoleEvidence role) {
        if (governed.isEmpty()) {
            return CheckOutcome.passed("Lake Formation in " + region + " does not govern the bucket.");
        }
        String arn = role.role().arn();
        List<String> closed = governed.stream()
                .filter(location ->
                        !resources.locationPermissions(region, arn, location).contains("DATA_LOCATION_ACCESS"))
                .toList();
        if (closed.isEmpty()) {
            return CheckOutcome.passed("Lake Formation in " + region + " governs the bucket and lets the role use it.");
        }
        return settings.await().administrators().contains(arn)
                ? CheckOutcome.passed("The role is a data lake administrator in " + region + ".")
                : notGranted(
                        settings.await(),
                        "Lake Formation in " + region + " governs " + String.join(", ", closed)
                                + ", and shows no grant by which the role may use it.");
    }

    /** Lake Formation shows the grants of others to administrators only: to anybody else, that none is shown says nothing. */
    private static CheckOutcome notGranted(LakeFormationSettings settings, String message) {
        return settings.areAllGrantsShown()
                ? CheckOutcome.failed(message)
                : CheckOutcome.unknown(
                        CheckReason.UNDETERMINED,
                        message + " It shows all grants to its administrators only: make the service's role a read-only"
                                + " administrator there to have an answer.");
    }

    private CheckOutcome ofEach(Function<Catalog, CheckOutcome> check) {
        return CheckOutcome.all(catalogs.stream()
                .map(catalog -> CheckOutcome.of(() -> check.apply(catalog)))
                .toList());
    }
}
