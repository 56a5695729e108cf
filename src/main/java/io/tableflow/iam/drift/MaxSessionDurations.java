package io.tableflow.iam.drift;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.RolePage;
import io.tableflow.iam.policy.ResourceNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maximum session durations of roles with our names. The account's details leave them out, and ListRoles has them.
 */
final class MaxSessionDurations {

    private static final Logger log = LoggerFactory.getLogger(MaxSessionDurations.class);

    private final IamAccount iam;
    private final TransientRetry retry;
    private final PageSize pages;

    MaxSessionDurations(IamAccount iam, TransientRetry retry, PageSize pages) {
        this.iam = iam;
        this.retry = retry;
        this.pages = pages;
    }

    /** By role name, without those that are unknown. */
    Map<String, Duration> ofOurRoles() {
        Map<String, Duration> sessions = new HashMap<>();
        String next = null;
        do {
            String after = next;
            RolePage page;
            try {
                page = retry.call(() -> pages.read(size -> iam.rolePage(after, size)));
            } catch (AwsException failure) {
                if (failure.kind() != AwsException.Kind.ACCESS_DENIED) {
                    throw failure;
                }
                // Everything else can still be compared.
                log.warn("The longest sessions of roles are not compared: {}", failure.getMessage());
                return Map.of();
            }
            page.roles().stream()
                    .filter(role -> ResourceNames.environmentOfRole(role.name()).isPresent())
                    .forEach(role -> sessions.compute(role.name(), (name, known) -> role.maxSession()));
            next = page.next();
        } while (next != null);
        return sessions;
    }
}
