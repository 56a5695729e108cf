package io.tableflow.iam;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;

/**
 * The control plane that creates the AWS IAM that Confluent Tableflow needs for each environment, and keeps it as
 * desired.
 */
@SpringBootApplication(
        // They would ask issuers for their metadata when the service starts; access.IssuerClients does when somebody
        // signs in.
        exclude = {OAuth2ClientAutoConfiguration.class, OAuth2ClientWebSecurityAutoConfiguration.class})
@ConfigurationPropertiesScan
public class TableflowIamApplication {

    public static void main(String[] args) {
        SpringApplication.run(TableflowIamApplication.class, args);
    }
}
