package io.tableflow.iam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.core.SdkClient;

/** Which packages may use which libraries. {@link ModulesTest} has the modules' dependencies. */
@AnalyzeClasses(packagesOf = TableflowIamApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] DOMAIN = {
        "io.tableflow.iam.common..",
        "io.tableflow.iam.policy..",
        "io.tableflow.iam.outbound..",
        "io.tableflow.iam.aws..",
        "io.tableflow.iam.workflow..",
        "io.tableflow.iam.environment..",
        "io.tableflow.iam.comparison..",
        "io.tableflow.iam.adoption..",
        "io.tableflow.iam.planning..",
        "io.tableflow.iam.accesscheck..",
        "io.tableflow.iam.compliance..",
        "io.tableflow.iam.verification..",
        "io.tableflow.iam.drift..",
        "io.tableflow.iam.provisioning.."
    };

    @ArchTest
    static final ArchRule onlyAwsSdkUsesTheSdksClients = noClasses()
            .that()
            .resideOutsideOfPackage("io.tableflow.iam.aws.sdk..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.assignableTo(SdkClient.class));

    @ArchTest
    static final ArchRule onlyWorkflowUsesDbScheduler = noClasses()
            .that()
            .resideOutsideOfPackage("io.tableflow.iam.workflow..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule policyIsFreeOfSpringAndOfTheSdk = noClasses()
            .that()
            .resideInAPackage("io.tableflow.iam.policy..")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "jakarta..",
                    "software.amazon.awssdk.services..",
                    "software.amazon.awssdk.core..");

    @ArchTest
    static final ArchRule theDomainKnowsNoHttp = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "jakarta.servlet..",
                    "io.swagger..",
                    "io.tableflow.iam.http..");

    @ArchTest
    static final ArchRule onlyTheApiDescribesItself = noClasses()
            .that()
            .resideOutsideOfPackage("io.tableflow.iam.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.swagger..", "org.springdoc..");

    @ArchTest
    static final ArchRule restControllersAreInTheApi = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .resideInAPackage("io.tableflow.iam.api..")
            .andShould()
            .bePackagePrivate();

    /** The target of the container's errors answers with problem documents, and shows no page. */
    @ArchTest
    static final ArchRule pageControllersAreInTheConsole = classes()
            .that()
            .areAnnotatedWith(Controller.class)
            .and()
            .areNotAssignableTo(ErrorController.class)
            .should()
            .resideInAPackage("io.tableflow.iam.console..")
            .andShould()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule onlyTheConsoleKnowsTemplates = noClasses()
            .that()
            .resideOutsideOfPackage("io.tableflow.iam.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.thymeleaf..", "org.springframework.ui..");

    @ArchTest
    static final ArchRule restControllersAreDescribedByTheirInterfaces = noClasses()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.swagger..", "org.springdoc..");

    /** The adapters also refuse such a call at run time; this test refuses the code that would make it. */
    @ArchTest
    static final ArchRule whatCallsAwsOrConfluentIsNotTransactional = noClasses()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(IamAccount.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(AwsAccounts.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ConfluentCloud.class);
}
