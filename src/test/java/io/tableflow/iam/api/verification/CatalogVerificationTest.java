package io.tableflow.iam.api.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.testing.ApiClient.Answer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Glue catalogs whose policy, or Lake Formation, stands in the role's way, and the reports that name it. */
class CatalogVerificationTest extends VerificationTest {

    /** Of its own, since an account has one catalog in each region. */
    private static final String NORTH = "eu-north-1";

    private static final String ENVIRONMENT = "verifycatalog";
    private static final String ROLE = "arn:aws:iam::123456789012:role/verifycatalog-confluent-role";
    private static final String SERVICE = "arn:aws:iam::123456789012:root";
    private static final String LOCATION = "arn:aws:s3:::verifycatalog-confluent-topics-backup";
    private static final String CREATION = "lake-formation-lets-role-create";
    private static final String USE = "lake-formation-lets-role-use-bucket";

    @AutoClose
    private final GlueClient glue = ourselves().glue(NORTH);

    @AutoClose
    private final LakeFormationClient lake = ourselves().lakeFormation(NORTH);

    /** One environment, since each takes a while. */
    @BeforeEach
    void anEnvironment() {
        if (engineer.get("/environments/" + ENVIRONMENT).status() == 404) {
            settled(ENVIRONMENT, ", \"regions\": [\"" + NORTH + "\"], \"glueDatabases\": [\"lkc-1\"]", NORTH);
        }
    }

    @AfterEach
    void asBefore() {
        glue.deleteResourcePolicy(it -> {});
        leaveToIam(true);
        lake.deregisterResource(it -> it.resourceArn(LOCATION));
    }

    @Test
    void aCatalogAsAwsMakesItPasses() {
        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).isEmpty();
        assertThat(check(report, CREATION).path("message").asString()).contains("as it does by default");
    }

    @Test
    void namesTheStatementOfTheCatalogsPolicyThatShutsOutTheRole() {
        putPolicy("{\"StringEquals\": {\"aws:PrincipalArn\": \"" + ROLE + "\"}}");

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report))
                .hasSize(1)
                .hasEntrySatisfying(
                        "glue-policy-lets-role-work",
                        message -> assertThat(message)
                                .contains(
                                        "glue:CreateTable",
                                        "Statement 0 of the policy of the Glue catalog in eu-north-1"));
        assertThat(report.at("/verdict")).isEqualTo("FAILED");

        putPolicy("{\"StringNotEquals\": {\"aws:PrincipalArn\": \"" + ROLE + "\"}}");
        assertThat(notPassed(verify(ENVIRONMENT))).as("it spares the role").isEmpty();
    }

    private void putPolicy(String condition) {
        glue.putResourcePolicy(it -> it.policyInJson("""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "glue:CreateTable",
             "Resource": "arn:aws:glue:eu-north-1:123456789012:*", "Condition": %s}]}""".formatted(condition)));
    }

    @Test
    void namesThatLakeFormationGovernsWhatIsNewAndHasNoGrantForTheRole() {
        leaveToIam(false, SERVICE);

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys(CREATION);
        assertThat(report.at("/verdict")).isEqualTo("FAILED");
        assertThat(check(report, CREATION).path("message").asString()).contains("tables in lkc-1");
        assertThat(check(report, CREATION).path("remedy").asString()).contains("grant-permissions");

        grant(it -> it.database(database -> database.name("lkc-1")), Permission.CREATE_TABLE);
        assertThat(notPassed(verify(ENVIRONMENT))).as("granted").isEmpty();
    }

    @Test
    void saysThatLakeFormationShowsGrantsToItsAdministratorsOnly() {
        leaveToIam(false);

        Answer report = verify(ENVIRONMENT);

        assertThat(check(report, CREATION).path("status").asString()).isEqualTo("UNKNOWN");
        assertThat(check(report, CREATION).path("message").asString()).contains("read-only administrator");
        assertThat(report.at("/verdict")).isEqualTo("PASSED");

        leaveToIam(false, ROLE);
        assertThat(notPassed(verify(ENVIRONMENT))).as("the role is one itself").isEmpty();
    }

    @Test
    void namesABucketThatLakeFormationGoverns() {
        leaveToIam(true, SERVICE);
        lake.registerResource(it -> it.resourceArn(LOCATION).hybridAccessEnabled(true));
        assertThat(notPassed(verify(ENVIRONMENT))).as("in hybrid access mode").isEmpty();
        lake.deregisterResource(it -> it.resourceArn(LOCATION));
        lake.registerResource(it -> it.resourceArn(LOCATION + "-of-others"));
        assertThat(notPassed(verify(ENVIRONMENT))).as("another bucket").isEmpty();

        lake.registerResource(it -> it.resourceArn(LOCATION));
        Answer report = verify(ENVIRONMENT);
        assertThat(notPassed(report))
                .hasSize(1)
                .hasEntrySatisfying(USE, message -> assertThat(message).contains("governs " + LOCATION + ","));
        assertThat(check(report, USE).path("status").asString()).isEqualTo("FAILED");

        grant(it -> it.dataLocation(location -> location.resourceArn(LOCATION)), Permission.DATA_LOCATION_ACCESS);
        assertThat(notPassed(verify(ENVIRONMENT))).as("granted").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GetResourcePolicy, glue-policy-lets-role-work, glue:GetResourcePolicy",
        "GetDataLakeSettings, lake-formation-lets-role-create, lakeformation:GetDataLakeSettings",
        "ListPermissions, lake-formation-lets-role-create, lakeformation:ListPermissions",
        "ListResources, lake-formation-lets-role-use-bucket, lakeformation:ListResources"
    })
    void withoutAPermissionTheCheckNamesIt(String operation, String check, String permission) {
        leaveToIam(!operation.equals("ListPermissions"), SERVICE);
        aws().faults().on(operation).always(Fault.ACCESS_DENIED);

        Answer report = verify(ENVIRONMENT);

        assertThat(notPassed(report)).containsOnlyKeys(check);
        assertThat(check(report, check).path("permissionNeeded").asString()).isEqualTo(permission);
        assertThat(report.at("/verdict")).isEqualTo("PASSED");
        aws().faults().clear();
    }

    private void leaveToIam(boolean isLeft, String... administrators) {
        List<PrincipalPermissions> defaults = isLeft
                ? List.of(PrincipalPermissions.builder()
                        .principal(principal("IAM_ALLOWED_PRINCIPALS"))
                        .permissions(Permission.ALL)
                        .build())
                : List.of();
        lake.putDataLakeSettings(it -> it.dataLakeSettings(DataLakeSettings.builder()
                .createDatabaseDefaultPermissions(defaults)
                .createTableDefaultPermissions(defaults)
                .dataLakeAdmins(List.of(administrators).stream()
                        .map(CatalogVerificationTest::principal)
                        .toList())
                .build()));
    }

    private void grant(Consumer<Resource.Builder> on, Permission permission) {
        lake.grantPermissions(it -> it.principal(principal(ROLE)).resource(on).permissions(permission));
    }

    private static DataLakePrincipal principal(String arn) {
        return DataLakePrincipal.builder().dataLakePrincipalIdentifier(arn).build();
    }
}
