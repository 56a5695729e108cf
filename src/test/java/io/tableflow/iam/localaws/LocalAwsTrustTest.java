package io.tableflow.iam.localaws;

import static io.tableflow.iam.localaws.ErrorAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

class LocalAwsTrustTest {

    private static final String CONFLUENT = "arn:aws:iam::851725421142:role/cspi-42o61";
    private static final String ROLE = "arn:aws:iam::123456789012:role/dev-role";

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @AutoClose
    private final SdkClients clients = new SdkClients(aws);

    private final IamClient iam = clients.iam("test");
    private final StsClient confluent = clients.sts(assume(clients.sts("851725421142"), CONFLUENT, call -> {}));

    @BeforeEach
    void trustConfluent() {
        createRole("dev-role", """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":["%s"]},"Action":"sts:AssumeRole",
                   "Condition":{"StringEquals":{"sts:ExternalId":"ext-1"}}},
                  {"Effect":"Allow","Principal":{"AWS":["%s"]},"Action":"sts:TagSession"}]}""".formatted(CONFLUENT, CONFLUENT));
    }

    @Test
    void admitsThePrincipalWithItsExternalId() {
        StsClient session = clients.sts(assume(confluent, ROLE, call -> call.externalId("ext-1")));

        assertThat(session.getCallerIdentity().arn())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/dev-role/session");
    }

    @Test
    void refusesAnotherExternalId() {
        assertDenied(confluent, call -> call.externalId("ext-2"));
    }

    @Test
    void refusesNoExternalId() {
        assertDenied(confluent, call -> {});
    }

    @Test
    void refusesAnotherPrincipalAndTheOwnAccount() {
        assertDenied(clients.sts("851725421142"), call -> call.externalId("ext-1"));
        assertDenied(clients.sts("test"), call -> call.externalId("ext-1"));
    }

    @Test
    void asksForTagSessionWhereTagsArePassed() {
        Consumer<AssumeRoleRequest.Builder> tagged = call -> call.externalId("ext-1")
                .tags(Tag.builder().key("team").value("data").build());
        assume(confluent, ROLE, tagged);

        setTrust("""
                {"Version":"2012-10-17","Statement":
                  {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}}""".formatted(CONFLUENT));

        assertDenied(confluent, tagged);
        assume(confluent, ROLE, call -> {});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true  | {\"AWS\":\"*\"}                    | {}",
                "true  | {\"AWS\":\"851725421142\"}         | {}",
                "true  | {\"AWS\":[\"111122223333\",\"arn:aws:iam::851725421142:root\"]} | {}",
                "true  | {\"AWS\":\"arn:aws:sts::851725421142:assumed-role/cspi-42o61/session\"} | {}",
                "false | {\"AWS\":\"arn:aws:sts::851725421142:assumed-role/cspi-42o61/other\"} | {}",
                "false | {\"AWS\":\"111122223333\"}         | {}",
                "false | {\"Service\":\"ec2.amazonaws.com\"} | {}",
                "true  | {\"AWS\":\"*\"} | {\"IpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/8\",\"127.0.0.0/8\"]}}",
                "false | {\"AWS\":\"*\"} | {\"NotIpAddress\":{\"aws:SourceIp\":\"127.0.0.1\"}}",
                "true  | {\"AWS\":\"*\"} | {\"DateGreaterThan\":{\"aws:CurrentTime\":\"2020-01-01T00:00:00Z\"}}",
                "false | {\"AWS\":\"*\"} | {\"DateLessThan\":{\"aws:CurrentTime\":\"2020-01-01\"}}",
                "true  | {\"AWS\":\"*\"} | {\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/cspi-*\"}}",
                "false | {\"AWS\":\"*\"} | {\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*\"}}",
                "true  | {\"AWS\":\"*\"} | {\"Null\":{\"sts:ExternalId\":true}}",
                "false | {\"AWS\":\"*\"} | {\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}",
                "false | {\"AWS\":\"*\"} | {\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}",
                "false | {\"AWS\":\"*\"} | {\"NumericLessThan\":{\"aws:EpochTime\":\"9\"}}"
            })
    void decidesByPrincipalAndCondition(boolean admitted, String principal, String condition) {
        setTrust("""
                {"Version":"2012-10-17","Statement":
                  {"Effect":"Allow","Principal":%s,"Action":"sts:Assume*","Condition":%s}}""".formatted(principal, condition));

        if (admitted) {
            assume(confluent, ROLE, call -> {});
        } else {
            assertDenied(confluent, call -> {});
        }
    }

    @Test
    void letsAnExplicitDenyWin() {
        setTrust("""
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"},
                  {"Effect":"Deny","NotPrincipal":{"AWS":"123456789012"},"NotAction":"sts:TagSession"}]}""");

        assume(clients.sts("test"), ROLE, call -> {});
        assertDenied(confluent, call -> {});
    }

    @Test
    void refusesAPrincipalThatDoesNotExistInAHostedAccount() {
        String trust = trustOf("arn:aws:iam::999988887777:role/nobody");
        setTrust(trust);
        aws.host("999988887777");

        assertThatExceptionOfType(MalformedPolicyDocumentException.class)
                .isThrownBy(() -> setTrust(trust))
                .withMessageContaining(
                        "Invalid principal in policy: \"AWS\":\"arn:aws:iam::999988887777:role/nobody\"");
    }

    @Test
    void showsTheBareIdOfAPrincipalThatWasDeletedAndDoesNotTrustItsSuccessor() {
        IamClient theirs = clients.iam("999988887777");
        String friend = "arn:aws:iam::999988887777:role/friend";
        String anyoneTheirs = trustOf("999988887777");
        String id = theirs.createRole(create -> create.roleName("friend").assumeRolePolicyDocument(anyoneTheirs))
                .role()
                .roleId();
        setTrust(trustOf(friend));
        assertThat(trust()).contains(friend);

        theirs.deleteRole(delete -> delete.roleName("friend"));
        theirs.createRole(create -> create.roleName("friend").assumeRolePolicyDocument(anyoneTheirs));

        assertThat(trust()).contains(id).doesNotContain(friend);
        assertDenied(clients.sts(assume(clients.sts("999988887777"), friend, call -> {})), call -> {});
    }

    @Test
    void keepsSessionsShort() {
        assertInvalid(clients.sts("test"), call -> call.durationSeconds(899));
        assertInvalid(confluent, call -> call.externalId("ext-1").durationSeconds(3601));
        setTrust(trustOf("123456789012"));
        assertInvalid(clients.sts("test"), call -> call.durationSeconds(3601));
        iam.updateRole(update -> update.roleName("dev-role").maxSessionDuration(7200));
        assume(clients.sts("test"), ROLE, call -> call.durationSeconds(7200));
    }

    @Test
    void forgetsASessionThatIsOver() {
        aws.clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));

        assertRefused(confluent::getCallerIdentity, 403, "ExpiredToken");
    }

    @Test
    void letsASessionCallIamOnlyAsAnAdministrator() {
        setTrust(trustOf("123456789012"));
        IamClient session = clients.iam(assume(clients.sts("test"), ROLE, call -> {}));

        assertRefused(session::listRoles, 403, "AccessDenied");
        iam.attachRolePolicy(attach -> attach.roleName("dev-role").policyArn("arn:aws:iam::aws:policy/IAMFullAccess"));
        assertThat(session.listRoles().roles()).hasSize(1);
    }

    @Test
    void remembersEveryTrustThatEverStood() {
        setTrust(trustOf("123456789012"));

        assertThat(aws.trustDocuments()).extracting(TrustDocument::roleArn).containsExactly(ROLE, ROLE);
        assertThat(aws.trustDocuments().getLast().document()).isEqualTo(trustOf("123456789012"));
    }

    private static String trustOf(String principal) {
        return """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}""".formatted(principal);
    }

    private void createRole(String name, String trust) {
        iam.createRole(create -> create.roleName(name).assumeRolePolicyDocument(trust));
    }

    private void setTrust(String document) {
        iam.updateAssumeRolePolicy(update -> update.roleName("dev-role").policyDocument(document));
    }

    private String trust() {
        String encoded = iam.getRole(get -> get.roleName("dev-role")).role().assumeRolePolicyDocument();
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static Credentials assume(StsClient caller, String role, Consumer<AssumeRoleRequest.Builder> call) {
        return caller.assumeRole(request ->
                        request.roleArn(role).roleSessionName("session").applyMutation(call))
                .credentials();
    }

    private static void assertDenied(StsClient caller, Consumer<AssumeRoleRequest.Builder> call) {
        assertRefused(() -> assume(caller, ROLE, call), 403, "AccessDenied");
    }

    private static void assertInvalid(StsClient caller, Consumer<AssumeRoleRequest.Builder> call) {
        assertRefused(() -> assume(caller, ROLE, call), 400, "ValidationError");
    }
}
