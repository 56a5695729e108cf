package io.tableflow.iam.integration;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentProblems;
import io.tableflow.iam.environment.Integration;
import io.tableflow.iam.environment.IntegrationIntake;
import io.tableflow.iam.policy.RoleArn;
import io.tableflow.iam.web.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes Confluent's half in, from the webhook or from an operator, and brings it to its environment. */
@Service
class IntegrationService {

    private static final Logger log = LoggerFactory.getLogger(IntegrationService.class);

    private final IntegrationIntake intake;
    private final WebhookDeliveries deliveries;
    private final List<String> principalAccounts;
    private final Clock clock;

    IntegrationService(
            IntegrationIntake intake, WebhookDeliveries deliveries, TableflowProperties properties, Clock clock) {
        this.intake = intake;
        this.deliveries = deliveries;
        this.principalAccounts = properties.confluent().principalAccounts();
        this.clock = clock;
        if (principalAccounts.isEmpty()) {
            log.warn("No tableflow.confluent.principal-accounts are set: a signed callback may name a principal of any"
                    + " account but the environment's own");
        }
    }

    /** Takes in a verified callback; a message that was taken in before changes nothing. */
    @Transactional
    public Environment receive(String webhookId, ProviderIntegration told) {
        Environment environment = environmentOf(told);
        if (environment.isDeletionRequested()) {
            throw EnvironmentProblems.deleting(environment.name());
        }
        if (deliveries.isFirst(webhookId, environment)) {
            intake.receive(environment, integration(told, "confluent-webhook"));
        }
        return environment;
    }

    /** Takes in what an operator entered for the environment of that name. */
    @Transactional
    public Environment enter(String name, ProviderIntegration told, String operator) {
        Environment environment = intake.lockByName(name).orElseThrow(() -> EnvironmentProblems.notFound(name));
        if (!environmentOf(told).id().equals(environment.id())) {
            throw ProblemException.invalid(
                    "config.customer_iam_role_arn", "must be the ARN of the role of environment " + name);
        }
        intake.receive(environment, integration(told, operator));
        return environment;
    }

    private Environment environmentOf(ProviderIntegration told) {
        requireAllowed(told.principal(), told.customerRole());
        Optional<Environment> environment = intake.lockByRole(told.customerRole());
        return environment.orElseThrow(() -> IntegrationProblems.roleNotKnown(told.customerRole()));
    }

    private void requireAllowed(RoleArn principal, RoleArn customerRole) {
        if (principal.accountId().equals(customerRole.accountId())) {
            throw IntegrationProblems.ownAccount();
        }
        if (!principalAccounts.isEmpty() && !principalAccounts.contains(principal.accountId())) {
            throw IntegrationProblems.accountNotListed(principal.accountId());
        }
    }

    private Integration integration(ProviderIntegration told, String providedBy) {
        return new Integration(
                told.id(),
                told.principal().toString(),
                told.externalId(),
                told.customerRole().toString(),
                clock.instant(),
                providedBy);
    }
}
