package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.aws.IamAccount;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.SdkClientException;

/** How each kind of failure is classified, over a real connection. */
class AwsExceptionMapperTest {

    private static final Duration TIMEOUT = Duration.ofMillis(700);

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
                    400, UnmodifiableEntity,       A service made it,                       INVALID_REQUEST
                    400, PolicyNotAttachable,      A service made it,                       INVALID_REQUEST
                    400, Anything,                 Wrong,                                   INVALID_REQUEST
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
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "404, UNAVAILABLE",
        "408, UNAVAILABLE",
        "429, THROTTLED",
        "403, ACCESS_DENIED",
        "400, INVALID_REQUEST"
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
                arguments("an answer that stops half way", StubAws.halfOf("<GetRoleResponse><GetRoleResult>")),
                arguments("an answer that is not XML", StubAws.xml(200, "Welcome to our hotel! <br> Sign in")),
                arguments("an answer that is not closed", StubAws.xml(200, "<GetRoleResponse><GetRoleResult>")),
                arguments("an empty answer", StubAws.xml(200, "")),
                arguments("an answer to another question", StubAws.xml(200, "<A><B><C>c</C></B></A>")),
                arguments("an answer without the role's document", StubAws.xml(200, """
                                <GetRoleResponse><GetRoleResult><Role><Arn>a</Arn><RoleId>i</RoleId>
                                <RoleName>n</RoleName><Path>/</Path></Role></GetRoleResult></GetRoleResponse>""")));
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
