package io.tableflow.iam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.IamAccount;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.transaction.annotation.Transactional;
import software.amazon.awssdk.core.SdkClient;

/** The house stays as src/docs describes it: who may use whom, and who alone uses what. */
@AnalyzeClasses(packagesOf = TableflowIamApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyAwsUsesTheSdksClients = noClasses()
            .that()
            .resideOutsideOfPackage("io.tableflow.iam.aws..")
            .should()
            .dependOnClassesThat(assignableToSdkClient());

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
    static final ArchRule workflowKnowsNeitherIamNorEnvironments = noClasses()
            .that()
            .resideInAPackage("io.tableflow.iam.workflow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tableflow.iam.environment..", "io.tableflow.iam.policy..", "io.tableflow.iam.aws..");

    /** The adapter refuses such a call when it happens, too; this refuses the code that would make it. */
    @ArchTest
    static final ArchRule whatCallsAwsIsNotTransactional = noClasses()
            .that()
            .areAnnotatedWith(Transactional.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(IamAccount.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(AwsAccounts.class);

    @ArchTest
    static final ArchRule controllersArePackagePrivate =
            classes().that().haveSimpleNameEndingWith("Controller").should().bePackagePrivate();

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.tableflow.iam.(*)..").should().beFreeOfCycles();

    @Test
    void everyRoomUsesOnlyWhatItMayUse() {
        ApplicationModules.of(TableflowIamApplication.class, new ImportOption.DoNotIncludeTests()).verify();
    }

    private static DescribedPredicate<JavaClass> assignableToSdkClient() {
        return JavaClass.Predicates.assignableTo(SdkClient.class);
    }
}
