package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.ResourceKind;

/** For which workflow a step reconciles its resource. */
enum ReconcileMode {
    /** A new environment: nothing is expected to exist, so everything is created without looking first. */
    CREATE("create-"),
    /** Another spec: what exists is read first, and changed where it differs. */
    UPDATE("ensure-"),
    /** Drift: as {@link #UPDATE}, as long as the environment asks for it. */
    REPAIR("ensure-");

    private final String prefix;

    ReconcileMode(String prefix) {
        this.prefix = prefix;
    }

    /** The stored name of the step that reconciles a resource. */
    String stepName(ResourceKind kind) {
        return prefix + kind.slug();
    }

    /** Whether there is anything to do: a comparison may have found an environment that was to be repaired in sync. */
    boolean isNeeded(Environment environment) {
        return this != REPAIR || environment.desired().reconcileRequest() != null;
    }
}
