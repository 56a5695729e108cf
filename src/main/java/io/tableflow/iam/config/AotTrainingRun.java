package io.tableflow.iam.config;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Refuses to serve with the profile {@value #PROFILE}, which neither migrates nor reads the database. A training run
 * ends before anything is started, so this is only started where the profile was set by mistake.
 */
@Component
@Profile(AotTrainingRun.PROFILE)
class AotTrainingRun implements SmartLifecycle {

    /** The profile of a run that trains the JDK's AOT cache. */
    static final String PROFILE = "aot-training";

    @Override
    public void start() {
        throw new IllegalStateException("The profile " + PROFILE + " is only for a run that trains the JDK's AOT cache,"
                + " with -Dspring.context.exit=onRefresh: it uses no database. Remove it from spring.profiles.active.");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }

    @Override
    public boolean isRunning() {
        return false;
    }

    /** Before the HTTP server and everything else. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
