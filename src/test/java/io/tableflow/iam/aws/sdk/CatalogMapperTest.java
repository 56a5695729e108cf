package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;

/** Whether the service is one of those to whom Lake Formation shows all grants. */
class CatalogMapperTest {

    private static final DataLakeSettings SETTINGS = DataLakeSettings.builder()
            .dataLakeAdmins(principal("arn:aws:iam::123456789012:role/team/tableflow-iam"))
            .readOnlyAdmins(principal("arn:aws:iam::123456789012:user/auditor"))
            .build();

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sts::123456789012:assumed-role/tableflow-iam/session, true",
        "arn:aws:iam::123456789012:role/team/tableflow-iam, true",
        "arn:aws:iam::123456789012:user/auditor, true",
        "arn:aws:sts::123456789012:assumed-role/iam/session, false",
        "arn:aws:sts::999999999999:assumed-role/tableflow-iam/session, false",
        "arn:aws:iam::123456789012:root, false"
    })
    void anAdministratorIsARoleAndEachOfItsSessions(String identity, boolean isAdministrator) {
        assertThat(CatalogMapper.settings(SETTINGS, identity).areAllGrantsShown())
                .isEqualTo(isAdministrator);
    }

    private static DataLakePrincipal principal(String arn) {
        return DataLakePrincipal.builder().dataLakePrincipalIdentifier(arn).build();
    }
}
