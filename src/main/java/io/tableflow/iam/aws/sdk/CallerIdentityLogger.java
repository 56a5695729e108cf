package io.tableflow.iam.aws.sdk;

import io.tableflow.iam.aws.AwsAccounts;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.CallerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Asks STS for our own identity when the application has started. So the log shows which account is used, or what is
 * wrong with the credentials, and the first environment does not have to wait for this call.
 */
@Component
class CallerIdentityLogger {

    private static final Logger log = LoggerFactory.getLogger(CallerIdentityLogger.class);

    private final AwsAccounts accounts;

    CallerIdentityLogger(AwsAccounts accounts) {
        this.accounts = accounts;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ask() {
        Thread.ofVirtual().name("aws-caller").start(this::report);
    }

    private void report() {
        try {
            CallerIdentity caller = accounts.caller();
            log.info(
                    "Working in AWS account {} as {}; environments that name no region are in {}",
                    caller.accountId(),
                    caller.arn(),
                    accounts.defaultRegion());
        } catch (AwsException failure) {
            log.warn(
                    "AWS does not say who we are: {} Environments are accepted, and wait until it does.",
                    failure.getMessage());
        }
    }
}
