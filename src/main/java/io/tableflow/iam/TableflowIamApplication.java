package io.tableflow.iam;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The control plane that creates the AWS IAM that Confluent Tableflow needs for each environment, and keeps it as
 * desired.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TableflowIamApplication {

    public static void main(String[] args) {
        SpringApplication.run(TableflowIamApplication.class, args);
    }
}
