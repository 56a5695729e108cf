package io.tableflow.iam.localaws;

import static io.tableflow.iam.localaws.ErrorAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

class LocalAwsFaultsTest {

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final SdkClients clients = new SdkClients(aws);

    private final IamClient iam = clients.iam("test");

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Fault.THROTTLE, 400, "Throttling"),
                Arguments.of(Fault.SERVICE_FAILURE, 500, "ServiceFailure"),
                Arguments.of(Fault.UNAVAILABLE, 503, "ServiceUnavailable"),
                Arguments.of(Fault.CONCURRENT_MODIFICATION, 409, "ConcurrentModification"),
                Arguments.of(Fault.LIMIT_EXCEEDED, 409, "LimitExceeded"),
                Arguments.of(Fault.ACCESS_DENIED, 403, "AccessDenied"),
                Arguments.of(Fault.DELETE_CONFLICT, 409, "DeleteConflict"),
                Arguments.of(Fault.INVALID_PRINCIPAL, 400, "MalformedPolicyDocument"),
                Arguments.of(Fault.error(400, "PolicyNotAttachable", "no"), 400, "PolicyNotAttachable"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesOnceAndWithoutAnEffect(Fault fault, int status, String code) {
        aws.faults().on("CreateRole").once(fault);

        assertRefused(() -> createRole("dev-role"), status, code);
        createRole("dev-role");

        assertThat(aws.calls()).extracting(RecordedCall::outcome).containsExactly(code, RecordedCall.OK);
    }

    @Test
    void disconnectsBeforeTheEffect() {
        aws.faults().on("CreateRole").once(Fault.DISCONNECT);

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> createRole("dev-role"));

        assertThat(iam.listRoles().roles()).isEmpty();
        assertThat(aws.calls().getFirst().outcome()).isEqualTo(RecordedCall.DISCONNECTED);
    }

    @Test
    void staysSilentAndDoesNothing() {
        aws.faults().on("CreateRole").once(Fault.silence(Duration.ofMillis(80)));
        long start = System.nanoTime();

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> createRole("dev-role"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(75));
        assertThat(iam.listRoles().roles()).isEmpty();
    }

    @Test
    void losesTheAnswerAfterTheEffect() {
        aws.faults().on("CreateRole").once(Fault.LOSE_ANSWER);

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> createRole("dev-role"));

        assertThatExceptionOfType(EntityAlreadyExistsException.class).isThrownBy(() -> createRole("dev-role"));
        RecordedCall lost = aws.calls().getFirst();
        assertThat(lost.succeeded()).isTrue();
        assertThat(lost.delivered()).isFalse();
    }

    @Test
    void holdsAnAnswerBack() {
        aws.faults().on("GetRole").always(Fault.delay(Duration.ofMillis(80)));
        createRole("dev-role");
        long start = System.nanoTime();

        getRole("dev-role");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(75));
    }

    @Test
    void hidesWhatWasCreatedFromItsFirstReaders() {
        aws.faults().on("CreateRole", "dev-role").once(Fault.hiddenForReads(3));
        createRole("dev-role");
        String trust = trustOf("arn:aws:iam::123456789012:role/dev-role");

        assertThatExceptionOfType(EntityAlreadyExistsException.class).isThrownBy(() -> createRole("dev-role"));
        assertThatExceptionOfType(NoSuchEntityException.class).isThrownBy(() -> getRole("dev-role"));
        assertThatExceptionOfType(NoSuchEntityException.class)
                .isThrownBy(() -> iam.attachRolePolicy(
                        attach -> attach.roleName("dev-role").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess")));
        assertThatExceptionOfType(MalformedPolicyDocumentException.class)
                .isThrownBy(
                        () -> iam.createRole(create -> create.roleName("other").assumeRolePolicyDocument(trust)));
        assertThatCode(() -> getRole("dev-role")).doesNotThrowAnyException();
    }

    @Test
    void showsTheTrustBeforeUntilTheNewOneHasSpread() {
        createRole("dev-role");
        String before = getRole("dev-role");
        aws.faults().on("UpdateAssumeRolePolicy").once(Fault.hiddenFor(Duration.ofSeconds(30)));

        iam.updateAssumeRolePolicy(update -> update.roleName("dev-role").policyDocument(trustOf("851725421142")));

        assertThat(getRole("dev-role")).isEqualTo(before);
        aws.clock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(31)));
        assertThat(getRole("dev-role")).contains("851725421142");
    }

    @Test
    void runsHooksAroundTheEffectAndCutsTheConnectionWhereTheyThrow() {
        List<Integer> roles = new ArrayList<>();
        Runnable count = () -> roles.add(clients.iam("test").listRoles().roles().size());
        aws.faults().on("CreateRole").once(Fault.before(count));
        aws.faults().on("CreateRole").once(Fault.after(() -> {
            count.run();
            throw new IllegalStateException("crash");
        }));

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> createRole("dev-role"));

        assertThat(roles).containsExactly(0, 1);
    }

    @Test
    void choosesCallsByCountAndResource() {
        aws.faults().onMutations().nth(2, Fault.THROTTLE);
        aws.faults().on("GetRole", "b").always(Fault.UNAVAILABLE);
        Stream.of("a", "b").forEach(name -> attempt(() -> createRole(name)));
        createRole("b");
        Stream.of("a", "b").forEach(name -> attempt(() -> getRole(name)));

        assertThat(aws.calls())
                .extracting(RecordedCall::outcome)
                .containsExactly("OK", "Throttling", "OK", "OK", "ServiceUnavailable");
    }

    @Test
    void repeatsASeededPlanInWhateverOrderTheCallsCome() {
        List<String> names = IntStream.range(0, 30).mapToObj(i -> "role-" + i).toList();

        assertThat(outcomesOfSeed(42, names))
                .isEqualTo(outcomesOfSeed(42, names.reversed()))
                .isNotEqualTo(outcomesOfSeed(43, names))
                .containsValues("NoSuchEntity", "Throttling", "ServiceFailure");
        assertThat(aws.faults().met()).containsOnlyKeys(Fault.THROTTLE, Fault.SERVICE_FAILURE);
    }

    @Test
    void recordsCallsUntilTheyAreForgotten() {
        createRole("dev-role");
        getRole("dev-role");

        assertThat(aws.calls()).extracting(RecordedCall::mutating).containsExactly(true, false);
        assertThat(aws.calls().getFirst().parameter("RoleName")).contains("dev-role");
        assertThat(aws.calls().getFirst().account()).isEqualTo("123456789012");

        aws.reset();
        assertThat(aws.calls()).isEmpty();
        assertThat(aws.trustDocuments()).isEmpty();
        assertThat(iam.listRoles().roles()).isEmpty();
    }

    private Map<String, String> outcomesOfSeed(long seed, List<String> names) {
        aws.reset();
        aws.faults().onAny().seeded(seed, 0.5, List.of(Fault.THROTTLE, Fault.SERVICE_FAILURE));
        names.forEach(name -> attempt(() -> getRole(name)));
        return aws.calls().stream()
                .collect(Collectors.toMap(call -> call.parameter("RoleName").orElseThrow(), RecordedCall::outcome));
    }

    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (IamException refused) {
            assertThat(refused.requestId()).isNotBlank();
        }
    }

    private static String trustOf(String principal) {
        return """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}""".formatted(principal);
    }

    private void createRole(String name) {
        iam.createRole(create -> create.roleName(name).assumeRolePolicyDocument(trustOf("123456789012")));
    }

    private String getRole(String name) {
        return iam.getRole(get -> get.roleName(name)).role().assumeRolePolicyDocument();
    }
}
