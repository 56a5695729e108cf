package io.tableflow.iam.simulation;

import io.tableflow.iam.localconfluent.ConfluentPrincipals;
import io.tableflow.iam.localconfluent.IamPrincipals;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Confluent's principals, some of which IAM knows only a while after their integrations were made, or never, if those are gone by then. */
final class DelayedPrincipals implements ConfluentPrincipals {

    private static final int LONGEST_DELAY = 1500;

    private final IamPrincipals principals;
    private final Random random;
    private final Set<String> awaited = new HashSet<>();

    DelayedPrincipals(URI aws, Random random) {
        this.principals = new IamPrincipals(aws);
        this.random = random;
    }

    @Override
    public synchronized void created(String id) {
        if (random.nextInt(3) > 0) {
            principals.created(id);
            return;
        }
        awaited.add(id);
        Duration delay = Duration.ofMillis(random.nextInt(LONGEST_DELAY));
        Thread.ofVirtual().start(() -> createLater(id, delay));
    }

    private void createLater(String id, Duration delay) {
        try {
            Thread.sleep(delay);
            create(id);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void create(String id) {
        if (awaited.remove(id)) {
            principals.created(id);
        }
    }

    @Override
    public synchronized void deleted(String id) {
        if (!awaited.remove(id)) {
            principals.deleted(id);
        }
    }
}
