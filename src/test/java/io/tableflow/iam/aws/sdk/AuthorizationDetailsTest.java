package io.tableflow.iam.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tableflow.iam.aws.AuthorizationPage;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.AwsException.Kind;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.Pages;
import io.tableflow.iam.aws.RoleDetails;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sweep does with unusual answers. */
class AuthorizationDetailsTest {

    private static final String OPERATION = "GetAccountAuthorizationDetails";

    private final StubAws aws = new StubAws();
    private final SdkAwsFixture port = SdkAwsFixture.endpoint(aws.endpoint());
    private final List<AuthorizationPage> pages = new ArrayList<>();

    @AfterEach
    void close() {
        port.close();
        aws.close();
    }

    @Test
    void asksForWholePagesOfRolesAndOfOurPolicies() {
        answer(lastPage());

        sweep();

        assertThat(aws.requests(OPERATION))
                .singleElement()
                .satisfies(request -> assertThat(request.parameters())
                        .containsEntry("Filter.member.1", "Role")
                        .containsEntry("Filter.member.2", "LocalManagedPolicy")
                        .containsEntry("MaxItems", "1000")
                        .doesNotContainKeys("Filter.member.3", "Marker"));
    }

    @Test
    void goesOnAfterAPageThatIsEmpty() {
        answer(pageBefore("second"), lastPage(role("dev-confluent-role", "{}")));

        sweep();

        assertThat(pages).hasSize(2);
        assertThat(pages.getLast().roles()).extracting(RoleDetails::name).containsExactly("dev-confluent-role");
        assertThat(aws.requests(OPERATION).getLast().parameters()).containsEntry("Marker", "second");
    }

    @Test
    void failsWithThePageThatFailed() {
        answer(
                pageBefore("second", role("a", "{}")),
                StubAws.error(400, "Throttling", "Rate exceeded"),
                lastPage(role("b", "{}")));

        AwsException failure = catchThrowableOfType(AwsException.class, this::sweep);

        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(pages).as("consumed before").hasSize(1);
        assertThat(calls("success")).isEqualTo(1);
        assertThat(calls("throttled")).isEqualTo(1);

        AuthorizationPage resumed = iam().authorizationPage(pages.getFirst().next(), 1000);
        assertThat(resumed.roles()).extracting(RoleDetails::name).containsExactly("b");
    }

    @Test
    void doesNotTakeAnAnswerForTheEndThatDoesNotSaySo() {
        answer(StubAws.xml(200, "<html/>"));
        assertThat(catchThrowableOfType(AwsException.class, this::sweep).kind()).isEqualTo(Kind.UNAVAILABLE);

        answer(page("<IsTruncated>true</IsTruncated>", role("a", "{}")));
        assertThat(catchThrowableOfType(AwsException.class, this::sweep).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(pages).isEmpty();
    }

    @Test
    void keepsAPageWhoseDocumentsCannotBeRead() {
        answer(lastPage(role("broken", "100%"), role("empty", ""), role("sound", "%7B%22a%22%3A%22+%22%7D")));

        sweep();

        assertThat(pages.getFirst().roles())
                .extracting(RoleDetails::trust)
                .containsExactly(
                        new PolicyDocument("100%"), new PolicyDocument(""), new PolicyDocument("{\"a\":\"+\"}"));
        assertThat(pages.getFirst().roles())
                .noneMatch(role -> role.trust().sameAs(PolicyRenderer.denyAll()))
                .allMatch(role -> role.trust().deletedPrincipals().isEmpty());
    }

    @Test
    void anAnswerWithoutAListOfInstanceProfilesDoesNotSayThatThereAreNone() {
        String silent = role("silent", "{}");
        answer(lastPage(silent, silent.replace("</member>", "<InstanceProfileList/></member>")));

        sweep();

        assertThat(pages.getFirst().roles())
                .extracting(RoleDetails::instanceProfiles)
                .containsExactly(null, List.of());
    }

    @Test
    void takesAPolicyWithoutItsVersionsForOneWithoutADocument() {
        answer(StubAws.xml(200, """
            <GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult>
            <IsTruncated>false</IsTruncated><Policies><member>
            <Arn>arn:aws:iam::123456789012:policy/team/dev-confluent-tableflow-connection</Arn><Path>/team/</Path>
            <DefaultVersionId>v7</DefaultVersionId><AttachmentCount>0</AttachmentCount>
            </member></Policies></GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>\
            """));

        sweep();

        assertThat(pages.getFirst().policies()).singleElement().satisfies(policy -> {
            assertThat(policy.name()).isEqualTo("dev-confluent-tableflow-connection");
            assertThat(policy.document()).isEqualTo(new PolicyDocument(""));
        });
    }

    private void sweep() {
        Pages.of(iam()).forEach(pages::add);
    }

    private IamAccount iam() {
        return port.accounts().own();
    }

    private long calls(String outcome) {
        return port.meters()
                .get("tableflow.aws.calls")
                .tag("operation", OPERATION)
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private void answer(StubAws.Answer... answers) {
        Iterator<StubAws.Answer> next = List.of(answers).iterator();
        aws.on(OPERATION, exchange -> next.next().to(exchange));
    }

    private static StubAws.Answer lastPage(String... roles) {
        return page("<IsTruncated>false</IsTruncated>", roles);
    }

    private static StubAws.Answer pageBefore(String marker, String... roles) {
        return page("<IsTruncated>true</IsTruncated><Marker>" + marker + "</Marker>", roles);
    }

    private static StubAws.Answer page(String whetherThereIsMore, String... roles) {
        return StubAws.xml(200, """
            <GetAccountAuthorizationDetailsResponse><GetAccountAuthorizationDetailsResult>
            %s<RoleDetailList>%s</RoleDetailList>
            </GetAccountAuthorizationDetailsResult></GetAccountAuthorizationDetailsResponse>\
            """.formatted(whetherThereIsMore, String.join("", roles)));
    }

    private static String role(String name, String trust) {
        return """
            <member><Path>/</Path><RoleName>%s</RoleName><RoleId>AROA%s</RoleId>
            <Arn>arn:aws:iam::123456789012:role/%s</Arn>
            <AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument></member>\
            """.formatted(name, name, name, trust);
    }
}
