package io.tableflow.iam.drift;

import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.RolePage;
import io.tableflow.iam.policy.ResourceNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maximum session durations of roles with our names. The account's details leave them out, and ListRoles has them: up to a
 * third more calls. So only a short list is read by every sweep, and a longer one by every second, third ... so that a sweep
 * reads {@value #SHORT} pages of it on average. What it showed counts until it is read again.
 */
final class MaxSessionDurations {

    private static final int SHORT = 3;

    private static final Logger log = LoggerFactory.getLogger(MaxSessionDurations.class);

    private int sweepsToSkip;

    /** By role name, without those that are unknown; empty if the list is not read this time, or may not be read. */
    synchronized Optional<Map<String, Duration>> ofOurRoles(IamAccount iam, TransientRetry retry, PageSize pages) {
        if (sweepsToSkip > 0) {
            sweepsToSkip--;
            return Optional.empty();
        }
        Map<String, Duration> sessions = new HashMap<>();
        int read = 0;
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
                return Optional.empty();
            }
            page.roles().stream()
                    .filter(role -> ResourceNames.environmentOfRole(role.name()).isPresent())
                    .forEach(role -> sessions.compute(role.name(), (name, known) -> role.maxSession()));
            next = page.next();
            read++;
        } while (next != null);
        sweepsToSkip = (read - 1) / SHORT;
        return Optional.of(sessions);
    }
}
