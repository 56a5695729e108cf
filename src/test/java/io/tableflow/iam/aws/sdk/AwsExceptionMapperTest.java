package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.aws.IamAccount;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** How each kind of failure is classified, over a real connection. */
class AwsExceptionMapperTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String HALF_AN_ERROR =
            "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The role wi";

    private final StubAws aws = new StubAws();
    private SdkAwsFixture port = at(aws.endpoint(), SdkAwsFixture.ANYBODY);

    @AfterEach
    void close() {
        port.close();
        aws.close();
    }

    @ParameterizedTest(name = "{1} ({0}) is {3}")
    @CsvSource(textBlock = """
        400, Throttling,               Rate exceeded,                           THROTTLED
        400, ThrottlingException,      Rate exceeded,                           THROTTLED
        429, TooManyRequests,          Rate exceeded,                           THROTTLED
        429, TooManyRequestsException, Rate exceeded,                           THROTTLED
        503, RequestLimitExceeded,     Rate exceeded,                           THROTTLED
        429, Anything,                 Rate exceeded,                           THROTTLED
        500, ServiceFailure,           Internal,                                UNAVAILABLE
        500, InternalFailure,          Internal,                                UNAVAILABLE
        503, ServiceUnavailable,       Down,                                    UNAVAILABLE
        500, Anything,                 Down,                                    UNAVAILABLE
        501, InternalFailure,          An emulator does not have it,            REFUSED
        501, NotImplemented,           S3 does not have it,                     REFUSED
        408, RequestTimeout,           Too slow,                                UNAVAILABLE
        409, ConcurrentModification,   Busy,                                    CONCURRENT_MODIFICATION
        409, ConcurrentModificationException, Busy,                             CONCURRENT_MODIFICATION
        404, NoSuchEntity,             The role cannot be found,                NOT_FOUND
        400, MalformedPolicyDocument,  Invalid principal in policy: "AWS":"x",  INVALID_PRINCIPAL
        400, MalformedPolicyDocument,  Syntax errors in policy.,                INVALID_REQUEST
        400, MalformedPolicyDocumentException, Syntax errors in policy.,        INVALID_REQUEST
        409, EntityAlreadyExists,      It exists,                               ALREADY_EXISTS
        409, EntityAlreadyExistsException, It exists,                           ALREADY_EXISTS
        409, DeleteConflict,           Detach first,                            DELETE_CONFLICT
        400, InvalidInput,             Wrong,                                   INVALID_REQUEST
        400, ValidationError,          Wrong,                                   INVALID_REQUEST
        409, EntityTemporarilyUnmodifiable, It was made again,                  CONCURRENT_MODIFICATION
        409, EntityTemporarilyUnmodifiableException, It was made again,         CONCURRENT_MODIFICATION
        400, RequestAborted,           The connection was closed,               UNAVAILABLE
        400, UnmodifiableEntity,       A service made it,                       REFUSED
        400, PolicyNotAttachable,      A service made it,                       INVALID_REQUEST
        413, RequestEntityTooLarge,    Too long,                                INVALID_REQUEST
        400, Anything,                 What AWS adds one day,                   REFUSED
        409, LimitExceeded,            Cannot exceed quota,                     LIMIT_EXCEEDED
        403, AccessDenied,             Not authorized,                          ACCESS_DENIED
        403, AccessDeniedException,    Not authorized,                          ACCESS_DENIED
        403, InvalidClientTokenId,     Wrong token,                             CREDENTIALS
        403, ExpiredToken,             Old token,                               CREDENTIALS
        403, ExpiredTokenException,    Old token,                               CREDENTIALS
        403, SignatureDoesNotMatch,    Wrong key or clock,                      CREDENTIALS
        400, RequestExpired,           Wrong clock,                             CREDENTIALS
        403, MissingAuthenticationToken, No token,                              CREDENTIALS
        403, UnrecognizedClientException, Wrong token,                          CREDENTIALS
        """)
    void knowsWhatAnErrorOfIamMeans(int status, String code, String message, Kind kind) {
        aws.on("DeleteRole", StubAws.error(status, code, message));

        AwsException failure = failure();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.errorCode()).isEqualTo(code);
        assertThat(failure.requestId()).isEqualTo("request-1");
        assertThat(failure.operation()).isEqualTo("DeleteRole");
        assertThat(failure).hasMessageContaining("DeleteRole").hasMessageContaining(code);
        assertThat(aws.requests("DeleteRole"))
                .as("calls, for the SDK must not retry")
                .hasSize(1);
    }

    @ParameterizedTest(name = "HTTP {0} of a proxy is {1}")
    @CsvSource({
        "501, REFUSED",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "404, UNAVAILABLE",
        "408, UNAVAILABLE",
        "429, THROTTLED",
        "403, REFUSED",
        "400, REFUSED"
    })
    void doesNotTakeAProxyForIam(int status, Kind kind) {
        aws.on("DeleteRole", StubAws.xml(status, "<html><body>Sorry</body></html>"));

        assertThat(failure().kind()).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void takesNoUsableAnswerForNone(String name, StubAws.Answer answer) {
        aws.on("CreateRole", answer);
        aws.on("GetRole", answer);

        AwsException failure = failureOf(() -> iam().findRole("x"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.errorCode()).isNull();
        assertThat(aws.requests("GetRole"))
                .as("calls, for the SDK must not retry")
                .hasSize(1);
    }

    static Stream<Arguments> takesNoUsableAnswerForNone() {
        return Stream.of(
                arguments("the connection is closed without a word", StubAws.disconnect()),
                arguments("no answer in time", StubAws.silence()),
                arguments("an answer that stops half way", StubAws.halfOf(200, "<GetRoleResponse><GetRoleResult>")),
                arguments("an answer that is not XML", StubAws.xml(200, "Welcome to our hotel! <br> Sign in")),
                arguments("an answer that is not closed", StubAws.xml(200, "<GetRoleResponse><GetRoleResult>")),
                arguments("an empty answer", StubAws.xml(200, "")),
                arguments("an answer to another question", StubAws.xml(200, "<A><B><C>c</C></B></A>")),
                arguments("an answer without the role's document", StubAws.xml(200, """
                    <GetRoleResponse><GetRoleResult><Role><Arn>a</Arn><RoleId>i</RoleId>
                    <RoleName>n</RoleName><Path>/</Path></Role></GetRoleResult></GetRoleResponse>\
                    """)));
    }

    /** Its first half may say anything, and an absence that nobody has stated must not be believed. */
    @ParameterizedTest(name = "HTTP {0}")
    @ValueSource(ints = {400, 403, 404, 409, 500, 503})
    void takesAnErrorThatStopsHalfWayForNoAnswer(int status) {
        aws.on("DeleteRole", StubAws.halfOf(status, HALF_AN_ERROR));

        AwsException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.errorCode()).isNull();
        assertThat(failure).hasMessageContaining("the connection to AWS broke");
        assertThat(aws.requests("DeleteRole")).as("calls").hasSize(1);
    }

    @Test
    void saysThatTimeRanOutWhileAnErrorWasRead() {
        aws.on("DeleteRole", StubAws.halfOfThenSilence(403, HALF_AN_ERROR));

        AwsException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("in time");
    }

    @Test
    void takesAServerThatIsNotThereForUnavailable() {
        IamAccount iam = iam();
        aws.close();

        assertThat(failureOf(() -> iam.deleteRole("x")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void saysThatTimeRanOut() {
        aws.on("DeleteRole", StubAws.silence());

        assertThat(failure()).hasMessageContaining("in time");
    }

    @Test
    void staysInterruptedWhenItWas() {
        aws.on("DeleteRole", StubAws.silence());
        IamAccount iam = iam();
        Thread.currentThread().interrupt();

        AwsException failure = failureOf(() -> iam.deleteRole("x"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("interrupted");
    }

    @Test
    void saysThatThereAreNoCredentials() {
        port.close();
        port = at(aws.endpoint(), AwsCredentialsProviderChain.of(() -> {
            throw SdkClientException.create("No key in this pocket");
        }));

        AwsException failure = failureOf(() -> port.accounts().caller());

        assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(failure).hasMessageContaining("no AWS credentials");
    }

    @Test
    void keepsWhatIamSaysOfASignatureToItself() {
        aws.on("DeleteRole", StubAws.error(403, "SignatureDoesNotMatch", "x-amz-security-token:SECRET"));

        assertThat(failure()).hasMessageNotContaining("SECRET").hasNoCause();
    }

    @Test
    void cutsAMessageThatIsTooLongToShow() {
        aws.on("DeleteRole", StubAws.error(400, "InvalidInput", "x".repeat(5000)));

        assertThat(failure().getMessage()).hasSizeLessThan(600).endsWith("...");
    }

    @Test
    void tellsAMissingConnectionFromAMissingPermission() {
        aws.on("AssumeRole", StubAws.error(403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole"));

        AwsException failure =
                failureOf(() -> port.accounts().account("999999999999").deleteRole("x"));

        assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT_NOT_CONNECTED);
        assertThat(failure).hasMessageContaining("tableflow.aws.provisioner-external-id");
        assertThat(aws.requests("DeleteRole")).isEmpty();
    }

    @ParameterizedTest(name = "{1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
        403 | RegionDisabledException      | ACCOUNT_NOT_CONNECTED | Activate STS
        400 | PackedPolicyTooLarge         | ACCOUNT_NOT_CONNECTED | session tags
        400 | ValidationError              | ACCOUNT_NOT_CONNECTED | what AWS names
        400 | SomethingNew                 | ACCOUNT_NOT_CONNECTED | what AWS names
        400 | IDPCommunicationError        | UNAVAILABLE           |
        400 | InvalidIdentityToken         | CREDENTIALS           | web identity
        403 | IDPRejectedClaim             | CREDENTIALS           | web identity
        403 | ExpiredTokenException        | CREDENTIALS           |
        """)
    void whatStsRefusesIsNeverTakenForAnErrorOfTheSpec(int status, String code, Kind kind, String remedy) {
        aws.on("AssumeRole", StubAws.error(status, code, "The words of AWS"));

        AwsException failure =
                failureOf(() -> port.accounts().account("999999999999").deleteRole("x"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(code);
        if (remedy == null) {
            assertThat(failure.remedy()).isNull();
        } else {
            assertThat(failure.remedy()).contains(remedy);
        }
        if (kind == Kind.ACCOUNT_NOT_CONNECTED) {
            assertThat(failure).hasMessageContaining("The words of AWS");
        }
    }

    @Test
    void whatTransitiveSessionTagsLackIsNamed() {
        aws.on(
                "AssumeRole",
                StubAws.error(
                        403, "AccessDenied", "User: x is not authorized to perform: sts:TagSession on resource: y"));

        AwsException failure =
                failureOf(() -> port.accounts().account("999999999999").deleteRole("x"));

        assertThat(failure.kind()).isEqualTo(Kind.ACCOUNT_NOT_CONNECTED);
        assertThat(failure.remedy()).contains("sts:TagSession", "trust", "policy");
    }

    @ParameterizedTest(name = "in {0}")
    @ValueSource(strings = {"123456789012", "999999999999"})
    void aRefusedWebIdentityIsAMatterOfOurOwnCredentialsInEveryAccount(String account) {
        port.accounts().caller();
        port.close();
        AtomicBoolean isDenied = new AtomicBoolean();
        StsClient sts = StsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        port = at(aws.endpoint(), () -> {
            if (isDenied.get()) {
                sts.assumeRoleWithWebIdentity(it -> it.roleArn("arn:aws:iam::123456789012:role/service")
                        .roleSessionName("x")
                        .webIdentityToken("token"));
            }
            return AwsBasicCredentials.create("test", "test");
        });
        aws.on(
                "AssumeRoleWithWebIdentity",
                StubAws.error(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        IamAccount iam = port.accounts().account(account);
        isDenied.set(true);

        AwsException failure = failureOf(() -> iam.deleteRole("x"));

        assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(failure).hasMessageContaining("sts:AssumeRoleWithWebIdentity");
        assertThat(failure.remedy()).contains("web identity");
        sts.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        with an explicit deny in a service control policy                        | organization
        because no service control policy allows the iam:DeleteRole action       | organization
        with an explicit deny in a resource control policy                       | organization
        with an explicit deny in a permissions boundary                          | Extend that boundary
        because no permissions boundary allows the iam:DeleteRole action         | Extend that boundary
        because no session policy allows the iam:DeleteRole action               | without that policy
        because no VPC endpoint policy allows the iam:DeleteRole action          | VPC endpoint
        with an explicit deny in an identity-based policy                        | Take the deny away
        because no identity-based policy allows the iam:DeleteRole action        |
        """)
    void whatDeniesIsToldByTheWordsOfAws(String words, String remedy) {
        aws.on(
                "DeleteRole",
                StubAws.error(
                        403,
                        "AccessDenied",
                        "User: arn:aws:sts::123456789012:assumed-role/service/x is not authorized to perform:"
                                + " iam:DeleteRole on resource: role x " + words));

        AwsException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(failure).hasMessageContaining(words);
        if (remedy == null) {
            assertThat(failure.remedy()).isNull();
        } else {
            assertThat(failure.remedy()).contains(remedy).doesNotContain("Give the service");
        }
    }

    @Test
    void doesNotTakeAThrottledStsForAMissingConnection() {
        aws.on("AssumeRole", StubAws.error(400, "Throttling", "Rate exceeded"));

        AwsException failure =
                failureOf(() -> port.accounts().account("999999999999").deleteRole("x"));

        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(aws.requests("AssumeRole")).hasSize(1);
    }

    @Test
    void knowsWhatTimeCanMend() {
        assertThat(Stream.of(Kind.values()).filter(Kind::isTransient))
                .containsExactly(Kind.THROTTLED, Kind.HELD_BACK, Kind.UNAVAILABLE, Kind.CONCURRENT_MODIFICATION);
    }

    private AwsException failure() {
        return failureOf(() -> iam().deleteRole("x"));
    }

    private IamAccount iam() {
        return port.accounts().own();
    }

    private static AwsException failureOf(Runnable call) {
        AwsException failure = catchThrowableOfType(AwsException.class, call::run);
        assertThat(failure).as("failure").isNotNull();
        return failure;
    }

    private static SdkAwsFixture at(URI endpoint, AwsCredentialsProvider credentials) {
        return new SdkAwsFixture(endpoint, credentials, SdkAwsFixture.settings("provisioner", "shared-id"), TIMEOUT);
    }
}
