package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.SecuredServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens of an issuer are accepted, and that a refusal reveals nothing. */
class IssuedTokensTest extends SecuredServiceTest {

    @Test
    void allowsForClocksThatDiffer() {
        assertThat(status(claims().expirationTime(inSeconds(-40)))).isEqualTo(200);
        assertThat(status(claims().notBeforeTime(inSeconds(40)))).isEqualTo(200);
        assertThat(status(claims().expirationTime(inSeconds(-80)))).isEqualTo(401);
        assertThat(status(claims().notBeforeTime(inSeconds(80)))).isEqualTo(401);
    }

    @Test
    void isForUsIfWeAreAmongItsAudiences() {
        assertThat(status(claims().audience(List.of("another-service", "tableflow-iam"))))
                .isEqualTo(200);
        assertThat(status(claims().audience(List.of("another-service", "tableflow-iam-2"))))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "AT+JWT", "application/at+jwt"})
    void takesWhatIssuersCallAnAccessToken(String type) {
        String token = issuer().sign(claims(), new JOSEObjectType(type));

        assertThat(operator.withToken(token).get("/environments").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "secevent+jwt"})
    void doesNotTakeWhatIsMeantForSomethingElse(String type) {
        String token = issuer().sign(claims(), new JOSEObjectType(type));

        assertThat(operator.withToken(token).get("/environments").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tableflow-iam", "system", "anonymous", "confluent-webhook", "", "a\nb", "a\r\nb", "a\u2028b"})
    void knowsNoSubjectThatCouldPassForAnotherInTheAuditTrail(String subject) {
        assertThat(status(claims().subject(subject))).isEqualTo(401);
    }

    @Test
    void learnsOfANewKeyAndForgetsTheOldOne() {
        String before = issuer().sign(claims());
        assertThat(operator.withToken(before).get("/environments").status()).isEqualTo(200);

        issuer().rotate();
        String after = issuer().sign(claims());

        Awaitility.await("the new key")
                .atMost(Duration.ofSeconds(10))
                .until(() -> operator.withToken(after).get("/environments").status() == 200);
        assertThat(operator.withToken(before).get("/environments").status()).isEqualTo(401);
    }

    @Test
    void whoMakesUpKeysDoesNotHaveUsAskForThemEachTime() {
        assertThat(status(claims())).isEqualTo(200);
        int before = issuer().timesKeysWereFetched();
        Instant began = Instant.now();

        for (int i = 0; i < 20; i++) {
            ApiClient nobody = operator.withToken(issuer().signWithUnknownKey(claims()));
            assertThat(nobody.get("/environments").status()).isEqualTo(401);
        }

        long windows = Duration.between(began, Instant.now()).toSeconds() / 3 + 2;
        assertThat(issuer().timesKeysWereFetched() - before).isLessThanOrEqualTo((int) windows);
    }

    @Test
    void aRefusalTellsNothingOfTheTokenNorOfWhatWasWrongWithIt() {
        List<Answer> refused = List.of(
                operator.withToken("garbage").get("/environments"),
                with(claims().expirationTime(inSeconds(-600))).get("/environments"),
                with(claims().audience("another-service")).get("/environments"),
                with(claims().issuer("http://localhost:1")).get("/environments"),
                operator.withToken(issuer().forge(claims())).get("/environments"));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("WWW-Authenticate"))
                    .isEqualTo(refused.getFirst().header("WWW-Authenticate"));
            assertThat(answer.text()).isEqualTo(refused.getFirst().text());
            assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        });
        assertThat(refused.getFirst().at("/detail"))
                .isEqualTo("The token is unknown, expired or not meant for this service.");
    }

    private int status(JWTClaimsSet.Builder claims) {
        return with(claims).get("/environments").status();
    }

    private static JWTClaimsSet.Builder claims() {
        return issuer().claims("ci").claim("scope", "environments:read").claim(ENVIRONMENTS, "*");
    }

    private static Date inSeconds(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
