package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.NewRole;
import io.tableflow.iam.policy.document.PolicyRenderer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Right after a role's creation, IAM may answer with its id where its ARN should be. */
class RoleArnsTest {

    private static final String ROLE = """
        <Role><Arn>AROAEXAMPLEEXAMPLEEXA</Arn><RoleId>AROAEXAMPLEEXAMPLEEXA</RoleId>
        <RoleName>dev-confluent-role</RoleName><Path>%s</Path>
        <AssumeRolePolicyDocument>%%7B%%7D</AssumeRolePolicyDocument></Role>\
        """;
    private static final String ARN = "arn:aws:iam::123456789012:role/dev-confluent-role";

    private final StubAws aws = new StubAws();
    private final SdkAwsFixture port = new SdkAwsFixture(
            aws.endpoint(), SdkAwsFixture.ANYBODY, SdkAwsFixture.settings(null, null), Duration.ofSeconds(5));

    @AfterEach
    void close() {
        port.close();
        aws.close();
    }

    @Test
    void anIdIsNotTakenForAnArn() {
        aws.on("CreateRole", StubAws.xml(200, answer("CreateRole", ROLE.formatted("/"))));
        aws.on("GetRole", StubAws.xml(200, answer("GetRole", ROLE.formatted("/"))));
        IamAccount iam = port.accounts().own();

        assertThat(iam.createRole(new NewRole(
                                "dev-confluent-role",
                                PolicyRenderer.denyAll(),
                                "",
                                Duration.ofHours(1),
                                null,
                                Map.of()))
                        .arn())
                .isEqualTo(ARN);
        assertThat(iam.findRole("dev-confluent-role"))
                .hasValueSatisfying(role -> assertThat(role.arn()).isEqualTo(ARN));
    }

    @Test
    void aRoleAtAnotherPathHasItsOwnArn() {
        aws.on("GetRole", StubAws.xml(200, answer("GetRole", ROLE.formatted("/team/"))));

        assertThat(port.accounts().own().findRole("dev-confluent-role"))
                .hasValueSatisfying(role ->
                        assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/team/dev-confluent-role"));
    }

    @Test
    void theSweepDoesNotTakeOneEither() {
        String details = """
            <IsTruncated>false</IsTruncated><Policies/><RoleDetailList><member>%s</member></RoleDetailList>\
            """.formatted(ROLE.formatted("/").replace("<Role>", "").replace("</Role>", ""));
        aws.on("GetAccountAuthorizationDetails", StubAws.xml(200, answer("GetAccountAuthorizationDetails", details)));

        assertThat(port.accounts().own().authorizationPage(null, 1000).roles())
                .singleElement()
                .satisfies(role -> assertThat(role.arn()).isEqualTo(ARN));
    }

    private static String answer(String operation, String result) {
        return "<%1$sResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
                .formatted(operation, result);
    }
}
