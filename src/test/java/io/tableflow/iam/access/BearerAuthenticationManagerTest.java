package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tableflow.iam.SecurityProperties;
import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

class BearerAuthenticationManagerTest {

    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";

    @Test
    void doesNotStartWhenNobodyCouldCall() {
        TableflowProperties none =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("tableflow", TableflowProperties.class);

        assertThatExceptionOfType(NobodyMayCallException.class)
                .isThrownBy(() -> new SecurityConfiguration()
                        .bearerAuthentication(none, new StaticListableBeanFactory().getBeanProvider(JwtDecoder.class)))
                .withMessageContaining("tableflow.security.tokens")
                .withMessageContaining("spring.security.oauth2.resourceserver.jwt.issuer-uri");
    }

    @Test
    void explainsInTheStartUpReportWhatToSet() {
        FailureAnalysis analysis =
                new NobodyMayCallAnalyzer().analyze(new IllegalStateException(new NobodyMayCallException()));

        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, failure) -> {}))
                .hasAtLeastOneElementOfType(NobodyMayCallAnalyzer.class);
        assertThat(Objects.requireNonNull(analysis).getAction())
                .contains("tableflow.security.tokens[0].name", ".sha256");
    }

    @Test
    void isUnavailableWhileTheIssuerIs() {
        List<JwtDecoder> decoders = List.of(
                NimbusJwtDecoder.withJwkSetUri("http://localhost:1/keys").build(),
                new SupplierJwtDecoder(() -> JwtDecoders.fromIssuerLocation("http://localhost:1")));

        for (JwtDecoder decoder : decoders) {
            BearerAuthenticationManager authentication = new BearerAuthenticationManager(
                    new StaticTokens(List.of()),
                    decoder,
                    new JwtCallerConverter(
                            new SecurityProperties(List.of(), null, null, null, null, null, null, Duration.ZERO)));

            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> authentication.authenticate(new BearerTokenAuthenticationToken(JWT)))
                    .satisfies(problem -> assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
        }
    }
}
