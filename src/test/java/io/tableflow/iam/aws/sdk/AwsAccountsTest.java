package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.aws.CallerIdentity;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.resource.ResourceEvidence;
import io.tableflow.iam.policy.AwsAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.endpoints.IamEndpointProvider;

/** The service's identity, and the accounts that it can use. */
class AwsAccountsTest {

    private static final String OTHER = "999999999999";

    private final StubAws aws = new StubAws();
    private SdkAwsFixture port = at(SdkAwsFixture.settings("provisioner", "shared-id"));

    @AfterEach
    void close() {
        TransactionSynchronizationManager.setActualTransactionActive(false);
        port.close();
        aws.close();
    }

    @Test
    void asksOnceWhoWeAre() {
        AwsAccounts accounts = port.accounts();

        assertThat(accounts.knownCaller()).isEmpty();
        CallerIdentity caller = accounts.caller();
        accounts.own();
        accounts.account(null);
        accounts.account("123456789012");

        assertThat(caller.account()).isEqualTo(new AwsAccount("aws", "123456789012"));
        assertThat(caller.arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/service/session");
        assertThat(accounts.knownCaller()).contains(caller);
        assertThat(aws.requests("GetCallerIdentity")).hasSize(1);
    }

    @Test
    void theClientsOfAllAccountsShareTheirThreads() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (int number = 0; number < 30; number++) {
            IamAccount account = port.accounts().account(Long.toString(300_000_000_000L + number));
            assertThatExceptionOfType(AwsException.class).isThrownBy(() -> account.findRole("any"));
        }

        assertThat(aws.requests("AssumeRole")).hasSizeGreaterThanOrEqualTo(30);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .filteredOn(thread ->
                        thread.getName().startsWith("aws-") || thread.getName().startsWith("sdk-"))
                .hasSizeLessThan(10);
    }

    @Test
    void anAccountThatNobodyUsesIsClosedAndOpenedAgainByTheNextUse() {
        AwsAccounts accounts = port.accounts();
        accounts.own();
        int before = port.open();
        IamAccount used = accounts.account(OTHER);
        IntStream.range(0, 30).forEach(number -> accounts.account(Long.toString(300_000_000_000L + number)));
        assertThat(port.open()).isEqualTo(before + 2 * 31);

        port.pass(AccountConnections.IDLE.minusMinutes(1));
        accounts.account(OTHER);
        port.pass(Duration.ofMinutes(2));

        assertThat(accounts.account(OTHER)).isSameAs(used);
        assertThat(port.open()).isEqualTo(before + 2);
        assertThat(port.meters().find("tableflow.aws.calls.limit").gauges())
                .extracting(gauge -> gauge.getId().getTag("account"))
                .containsOnly(OTHER);
        accounts.account("300000000000");
        assertThat(port.open()).isEqualTo(before + 4);
    }

    @Test
    void clientsOfBucketsAreMadeWhenTheyAreNeededAndClosedWithTheAccount() {
        AwsAccounts accounts = port.accounts();
        accounts.own();
        int before = port.open();
        ResourceEvidence resources = accounts.resources(OTHER);
        assertThat(port.open()).isEqualTo(before + 2);

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> resources.bucketRegion("eu-central-1", "topics"));
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> resources.bucketRegion("eu-central-1", "others"));
        assertThat(port.open()).isEqualTo(before + 3);

        port.pass(AccountConnections.IDLE.plusMinutes(2));
        accounts.own();
        assertThat(port.open()).isEqualTo(before);
    }

    @Test
    void learnsThePartitionFromTheCallersArn() {
        aws.on("GetCallerIdentity", StubAws.xml(200, """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                <Arn>arn:aws-cn:iam::210987654321:user/x</Arn><UserId>AIDA1</UserId><Account>210987654321</Account>
                </GetCallerIdentityResult></GetCallerIdentityResponse>"""));

        assertThat(port.accounts().caller().partition()).isEqualTo("aws-cn");
        assertThat(port.accounts().account(OTHER).account()).isEqualTo(new AwsAccount("aws-cn", OTHER));
    }

    @Test
    void asksAgainWhenStsDidNotSay() {
        aws.on("GetCallerIdentity", StubAws.xml(200, "<html/>"));
        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> port.accounts().caller())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));

        assertThat(port.accounts().knownCaller()).isEmpty();
        assertThatThrownBy(() -> port.accounts().own()).isInstanceOf(AwsException.class);
        assertThat(aws.requests("GetCallerIdentity")).hasSize(2);
    }

    @Test
    void keepsAnAccount() {
        assertThat(port.accounts().account(null)).isSameAs(port.accounts().own());
        assertThat(port.accounts().account(OTHER)).isSameAs(port.accounts().account(OTHER));
    }

    @Test
    void assumesTheProvisionerRoleOnceInAnotherAccount() {
        aws.on("AssumeRole", session());
        aws.on("DeleteRole", StubAws.xml(200, "<DeleteRoleResponse/>"));

        IamAccount other = port.accounts().account(OTHER);
        other.deleteRole("a");
        other.deleteRole("b");

        assertThat(aws.requests("DeleteRole")).hasSize(2);
        assertThat(aws.requests("AssumeRole"))
                .singleElement()
                .satisfies(request -> assertThat(request.parameters())
                        .containsEntry("RoleArn", "arn:aws:iam::999999999999:role/provisioner")
                        .containsEntry("ExternalId", "shared-id")
                        .containsEntry("RoleSessionName", "tableflow-iam"));
    }

    @Test
    void assumesTheRoleAgainWhenItsSessionIsNotTakenAnyMore() {
        aws.on("AssumeRole", session());
        aws.on("DeleteRole", StubAws.error(403, "InvalidClientTokenId", "The security token is invalid"));
        IamAccount other = port.accounts().account(OTHER);

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> other.deleteRole("a"))
                .withMessageContaining("assumed again")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
        aws.on("DeleteRole", StubAws.xml(200, "<DeleteRoleResponse/>"));
        other.deleteRole("a");
        other.deleteRole("b");

        assertThat(aws.requests("AssumeRole")).hasSize(2);
    }

    @Test
    void assumesTheRoleAgainShortlyBeforeItsSessionEnds() {
        aws.on("AssumeRole", session(Instant.now().plusSeconds(30)));
        aws.on("DeleteRole", StubAws.xml(200, "<DeleteRoleResponse/>"));
        IamAccount other = port.accounts().account(OTHER);

        other.deleteRole("a");
        other.deleteRole("b");

        assertThat(aws.requests("AssumeRole")).hasSize(2);
    }

    @Test
    void ourOwnCredentialsAreNotTakenForASession() {
        aws.on("DeleteRole", StubAws.error(403, "InvalidClientTokenId", "The security token is invalid"));

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> port.accounts().own().deleteRole("a"))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS));
    }

    @Test
    void saysWhatToSetBeforeAnotherAccountCanBeUsed() {
        port.close();
        port = at(SdkAwsFixture.settings(null, null));

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> port.accounts().account(OTHER))
                .withMessageContaining("tableflow.aws.provisioner-role-name")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT_NOT_CONNECTED));
    }

    @Test
    void refusesWhatIsNoAccountId() {
        assertThatIllegalArgumentException().isThrownBy(() -> port.accounts().account("../role/x"));
    }

    @Test
    void refusesToCallInsideATransaction() {
        IamAccount own = port.accounts().own();
        TransactionSynchronizationManager.setActualTransactionActive(true);

        assertThatIllegalStateException()
                .isThrownBy(() -> own.deleteRole("x"))
                .withMessageContaining("DeleteRole")
                .withMessageContaining("transaction");
        assertThatIllegalStateException().isThrownBy(() -> own.findRole("x"));
        assertThatIllegalStateException().isThrownBy(() -> port.accounts().caller());
        assertThat(port.accounts().knownCaller()).isPresent();
        assertThat(aws.requests("DeleteRole")).isEmpty();
    }

    @Test
    void countsCallsByOperationAndOutcome() {
        aws.on("DeleteRole", StubAws.xml(200, "<DeleteRoleResponse/>"));
        aws.on("GetRole", StubAws.error(404, "NoSuchEntity", "Not there"));

        port.accounts().own().deleteRole("x");
        assertThat(port.accounts().own().findRole("x")).isEqualTo(Optional.empty());

        assertThat(count("GetCallerIdentity", "success")).isEqualTo(1);
        assertThat(count("DeleteRole", "success")).isEqualTo(1);
        assertThat(count("GetRole", "not_found")).isEqualTo(1);
    }

    @Test
    void saysWhoCalls() {
        port.accounts().caller();

        assertThat(aws.requests("GetCallerIdentity"))
                .singleElement()
                .satisfies(request -> assertThat(request.userAgent()).endsWith("tableflow-iam"));
    }

    @Test
    void namesThePropertyWhenThereIsNoRegion() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AwsRegionResolver.resolve(null, () -> {
                    throw SdkClientException.create("Unable to load region");
                }))
                .withMessageContaining("tableflow.aws.region");
        assertThat(AwsRegionResolver.resolve(null, () -> Region.EU_WEST_1)).isEqualTo(Region.EU_WEST_1);
        assertThat(AwsRegionResolver.resolve("eu-central-1", () -> Region.EU_WEST_1))
                .isEqualTo(Region.EU_CENTRAL_1);
        assertThat(port.accounts().defaultRegion()).isEqualTo("us-east-1");
    }

    /** IAM has one endpoint in each partition, which the SDK finds from any region, so none is configured. */
    @ParameterizedTest
    @CsvSource({
        "eu-central-1,   https://iam.amazonaws.com",
        "cn-northwest-1, https://iam.cn-north-1.amazonaws.com.cn",
        "us-gov-east-1,  https://iam.us-gov.amazonaws.com",
        "eusc-de-east-1, https://iam.eusc-de-east-1.amazonaws.eu"
    })
    void reachesTheIamOfThePartition(String region, String endpoint) {
        assertThat(IamEndpointProvider.defaultProvider()
                        .resolveEndpoint(parameters -> parameters.region(Region.of(region)))
                        .join()
                        .endpointUrl()
                        .toUri())
                .hasToString(endpoint);
    }

    private static StubAws.Answer session() {
        return session(Instant.now().plusSeconds(3600));
    }

    private static StubAws.Answer session(Instant end) {
        return StubAws.xml(200, """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                <Expiration>%s</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROA1:x</AssumedRoleId>
                <Arn>arn:aws:sts::%s:assumed-role/provisioner/x</Arn></AssumedRoleUser></AssumeRoleResult>
                </AssumeRoleResponse>""".formatted(end, OTHER));
    }

    private long count(String operation, String outcome) {
        return port.meters()
                .get("tableflow.aws.calls")
                .tags("operation", operation, "outcome", outcome)
                .timer()
                .count();
    }

    private SdkAwsFixture at(TableflowProperties.Aws settings) {
        return new SdkAwsFixture(aws.endpoint(), SdkAwsFixture.ANYBODY, settings, Duration.ofSeconds(5));
    }
}
