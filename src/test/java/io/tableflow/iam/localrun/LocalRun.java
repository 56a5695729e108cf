package io.tableflow.iam.localrun;

import io.tableflow.iam.TableflowIamApplication;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.localconfluent.IamPrincipals;
import io.tableflow.iam.localconfluent.LocalConfluent;
import io.tableflow.iam.localconfluent.LocalIntegration;
import io.tableflow.iam.testing.LocalAwsEndpoint;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Starts the service with profile {@code local}, an embedded PostgreSQL, the in-process IAM and the in-process Confluent Cloud.
 */
public final class LocalRun {

    private static final int AWS_PORT = 4566;
    private static final int CONFLUENT_PORT = 4567;

    /** Short, so that what is done at the local Confluent Cloud soon shows. */
    private static final String POLL_INTERVAL = "15s";

    /**
     * The integration of the README's callback. A pipeline has made it at Confluent Cloud, so that a look there finds it: else the
     * README's environment would soon be said to have lost it.
     */
    private static final LocalIntegration INTEGRATION_OF_THE_README = new LocalIntegration(
            "cspi-42o61",
            "dev-tableflow",
            "arn:aws:iam::" + Node.ACCOUNT + ":role/dev-confluent-role",
            "arn:aws:iam::851725421142:role/cspi-42o61",
            "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11",
            "env-00000",
            List.of());

    private static final List<String> ENVIRONMENTS_OF_THE_README = List.of("zero", "dev");

    private LocalRun() {}

    /** Runs until it is stopped. Its data is not kept. */
    public static void start(String... arguments) {
        LocalAws aws = LocalAws.start(Integer.getInteger("local.aws.port", AWS_PORT));
        LocalAwsEndpoint.use(aws.endpoint(), Node.ACCOUNT);
        IamPrincipals principals = new IamPrincipals(aws.endpoint());
        // The service makes no buckets: those of the README's environments are there, as a platform team's would be.
        for (String environment : ENVIRONMENTS_OF_THE_README) {
            aws.createBucket(Node.ACCOUNT, LocalAwsEndpoint.REGION, environment + "-confluent-topics-backup");
        }
        LocalConfluent confluent = LocalConfluent.start(Integer.getInteger("local.confluent.port", CONFLUENT_PORT));
        confluent.principals(principals);
        confluent.add(INTEGRATION_OF_THE_README);
        System.setProperty("tableflow.confluent.endpoint", confluent.endpoint().toString());
        System.setProperty("tableflow.confluent.api-key", LocalConfluent.KEY);
        System.setProperty("tableflow.confluent.api-secret", LocalConfluent.SECRET);
        System.setProperty("tableflow.confluent.poll-interval", POLL_INTERVAL);
        SpringApplication.from(TableflowIamApplication::main)
                .with(Beans.class)
                .withAdditionalProfiles("local")
                .run(arguments);
    }

    /** Not annotated, so that component scanning does not find it in the tests, which have databases of their own. */
    static class Beans {

        private static final Logger log = LoggerFactory.getLogger(LocalRun.class);

        @Bean
        JdbcConnectionDetails jdbcConnectionDetails() {
            return TestDatabase.create();
        }

        @EventListener(ApplicationReadyEvent.class)
        void sayWhatToTry(ApplicationReadyEvent ready) {
            Environment settings = ready.getApplicationContext().getEnvironment();
            log.info(
                    WHAT_TO_TRY,
                    settings.getProperty("local.server.port"),
                    System.getProperty("aws.endpointUrl"),
                    Node.ACCOUNT,
                    System.getProperty("tableflow.confluent.endpoint"),
                    psqlUrl(ready.getApplicationContext().getBean(JdbcConnectionDetails.class)));
        }

        /** As psql and pg_dump take it: {@code postgresql://user:password@host:port/database}. */
        private static String psqlUrl(JdbcConnectionDetails database) {
            String place = Objects.requireNonNull(database.getJdbcUrl()).replaceFirst("^jdbc:postgresql://", "");
            return "postgresql://%s:%s@%s"
                    .formatted(database.getUsername(), database.getPassword(), place.replaceFirst("\\?.*", ""));
        }

        private static final String WHAT_TO_TRY = """
                Ready. All data is gone when this stops.

                  API            http://localhost:{}   (Swagger UI: /swagger-ui.html)
                  Bearer token   local-operator
                  Webhook secret whsec_bG9jYWwtd2ViaG9vay1zZWNyZXQtb2YtMzItYnl0ZXM=
                  IAM and STS    {}   (account {}; any access key will do)
                  Confluent      {}   (open it in a browser: what it has, and what was asked)
                  PostgreSQL     {}

                Try next:

                  curl -s localhost:8080/environments -H 'Authorization: Bearer local-operator' \\
                       -H 'Content-Type: application/json' -d '{"name":"zero","confluent":{"environmentId":"env-abc12"}}'
                  curl -s localhost:8080/environments/zero -H 'Authorization: Bearer local-operator'

                The README goes on from there, also with a pipeline of your own.
                """;
    }
}
