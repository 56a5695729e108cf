package io.tableflow.iam.provisioning;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.policy.ResourceKind;

/** The workflow for which a step reconciles its resource. */
enum ReconcileMode {
    /** A new environment: nothing is expected to exist, so everything is created without a read. */
    CREATE("create-"),
    /** Another spec: existing resources are read first, and changed where they differ. */
    UPDATE("ensure-"),
    /** Drift: like {@link #UPDATE}, while the environment has a reconcile request. */
    REPAIR("ensure-");

    private final String prefix;

    ReconcileMode(String prefix) {
        this.prefix = prefix;
    }

    /** The stored name of the step that reconciles a resource. */
    String stepName(ResourceKind kind) {
        return prefix + kind.slug();
    }

    /** Whether there is anything to do: the comparison may already have fulfilled the reconcile request. */
    boolean isNeeded(Environment environment) {
        return this != REPAIR || environment.desired().reconcileRequest() != null;
    }
}
