package io.tableflow.iam.localconfluent;

import io.tableflow.iam.testing.AwsUser;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * Confluent's principals as roles of its account in an in-process IAM, so that a trust may name them and they can assume roles. Only
 * Confluent's own account may become them.
 */
public final class IamPrincipals implements ConfluentPrincipals {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}]}
            """.formatted(ACCOUNT);

    private final URI aws;
    private volatile Duration delay = Duration.ZERO;

    public IamPrincipals(URI aws) {
        this.aws = aws;
    }

    /** From now on, IAM knows a new principal only after that time. */
    public void slow(Duration by) {
        delay = by;
    }

    @Override
    public void created(String id) {
        if (delay.isZero()) {
            create(id);
        } else {
            Thread.ofVirtual().start(() -> createLater(id, delay));
        }
    }

    private void createLater(String id, Duration after) {
        try {
            Thread.sleep(after);
            create(id);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void create(String id) {
        try (IamClient iam = AwsUser.ofAccount(aws, ACCOUNT).iam()) {
            iam.createRole(role -> role.roleName(id).assumeRolePolicyDocument(TRUST));
        }
    }

    @Override
    public void deleted(String id) {
        try (IamClient iam = AwsUser.ofAccount(aws, ACCOUNT).iam()) {
            iam.deleteRole(role -> role.roleName(id));
        } catch (NoSuchEntityException notYet) {
            throw new IllegalStateException("IAM has not known the principal of " + id + " yet", notYet);
        }
    }
}
