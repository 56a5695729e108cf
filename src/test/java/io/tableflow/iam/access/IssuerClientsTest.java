package io.tableflow.iam.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** The settings of issuers with which people sign in. */
class IssuerClientsTest {

    private static final JwtDecoder ANY = token -> {
        throw new JwtException("Nothing is decoded here");
    };

    private final ApplicationContextRunner none = new ApplicationContextRunner()
            .withUserConfiguration(IssuerClients.class)
            .withBean(JwtDecoder.class, () -> ANY);

    /** Nobody listens on port 1. */
    private final ApplicationContextRunner down = none.withPropertyValues(
            "spring.security.oauth2.client.registration.example.client-id=console",
            "spring.security.oauth2.client.provider.example.issuer-uri=http://localhost:1");

    @Test
    void nobodySignsInWithAnIssuerUnlessTheSettingsHaveOne() {
        none.run(service -> {
            assertThat(service.getBean(IssuerClients.class).isEmpty()).isTrue();
            assertThat(service.getBean(IssuerClients.class).find("example")).isNull();
        });
    }

    @Test
    void theServiceStartsWithoutTheIssuer() {
        down.run(service -> {
            assertThat(service).hasNotFailed();
            IssuerClients clients = service.getBean(IssuerClients.class);
            assertThat(clients.names()).containsEntry("example", "example");
            SignInRefusedException refused =
                    catchThrowableOfType(SignInRefusedException.class, () -> clients.find("example"));
            assertThat(refused.isPassing()).isTrue();
            assertThat(refused).hasMessageContaining("can't be reached");
        });
    }

    @Test
    void accessTokensHaveToBeValidatedBySomething() {
        new ApplicationContextRunner()
                .withUserConfiguration(IssuerClients.class)
                .withPropertyValues("spring.security.oauth2.client.registration.example.client-id=console")
                .run(service -> assertThat(service)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("spring.security.oauth2.client.registration"));
    }
}
