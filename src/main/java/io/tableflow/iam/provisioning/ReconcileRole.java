package io.tableflow.iam.provisioning;

import io.tableflow.iam.adoption.TakenNames;
import io.tableflow.iam.aws.AwsException;
import io.tableflow.iam.aws.CreatedRole;
import io.tableflow.iam.aws.IamAccount;
import io.tableflow.iam.aws.LiveRole;
import io.tableflow.iam.aws.NewRole;
import io.tableflow.iam.comparison.DesiredIam;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.event.EnvironmentEvent.Source;
import io.tableflow.iam.environment.event.IntegrationEvent.IntegrationRejected;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.ResourceKind;
import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyRenderer;
import io.tableflow.iam.policy.trust.TrustExposure;
import io.tableflow.iam.workflow.StepResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Creates the role, or changes it to the desired state. A new role denies everyone: another workflow sets its trust
 * once the policies are attached.
 */
class ReconcileRole extends EnvironmentStep {

    private static final PolicyDocument DENY_ALL = PolicyRenderer.denyAll();

    private final ReconcileMode mode;
    private final ResourceAdopter adopter;

    ReconcileRole(StepServices services, ResourceAdopter adopter, ReconcileMode mode) {
        super(mode.stepName(ResourceKind.ROLE), services);
        this.mode = mode;
        this.adopter = adopter;
    }

    @Override
    boolean isNeeded(Environment environment) {
        return mode.isNeeded(environment);
    }

    /** Reads first if the role probably exists. */
    @Override
    StepResult ensure(EnvironmentAttempt attempt) {
        String name = attempt.spec().names().role();
        boolean looksFirst = mode != ReconcileMode.CREATE || attempt.spec().adoptExisting();
        Optional<LiveRole> live = looksFirst ? attempt.iam().findRole(name) : Optional.empty();
        return live.map(role -> reconcile(attempt, role)).orElseGet(() -> create(attempt));
    }

    private StepResult create(EnvironmentAttempt attempt) {
        EnvironmentSpec spec = attempt.spec();
        IamAccount iam = attempt.iam();
        try {
            CreatedRole created = iam.createRole(new NewRole(
                    spec.names().role(),
                    DENY_ALL,
                    spec.names().description(),
                    Duration.ofSeconds(spec.maxSessionDurationSeconds()),
                    spec.permissionsBoundaryArn(),
                    attempt.ownership().tagsWith(spec.tags())));
            return attempt.done(environment -> {
                boolean wasRejected = rejectIntegrationOfAnotherRole(environment, created.arn());
                services().publishIfRecreated(environment, created.arn(), created.id());
                services().observations(environment).roleCreated(iam.account(), created.arn(), created.id());
                if (wasRejected) {
                    services().takeEarlyIntegration(environment);
                }
                deniesAll(environment);
            });
        } catch (AwsException failure) {
            if (failure.kind() != AwsException.Kind.ALREADY_EXISTS) {
                throw failure;
            }
            return iam.findRole(spec.names().role())
                    .map(role -> reconcile(attempt, role))
                    .orElseGet(() -> AwsFailureResults.notVisible(
                            TakenNames.search(iam, spec, List.of(ResourceKind.ROLE)),
                            "role-not-visible",
                            "AWS says that role " + spec.names().role() + " exists, but does not show it yet."));
        }
    }

    /**
     * It exists already: from an attempt whose outcome is unknown, from an earlier spec, or because it is somebody
     * else's.
     */
    private StepResult reconcile(EnvironmentAttempt attempt, LiveRole live) {
        return adopter.role(
                attempt,
                live,
                role -> mode == ReconcileMode.CREATE ? completeCreation(attempt, role) : update(attempt, role));
    }

    /** A trust that was adopted with its role is in use, so it is not changed before the policies are attached. */
    private StepResult completeCreation(EnvironmentAttempt attempt, LiveRole role) {
        IamAccount iam = attempt.iam();
        DesiredIam desired = DesiredIam.asEstablished(attempt.environment(), iam.account());
        ProviderIntegration retained =
                adopter.retained(attempt.environment(), role).orElse(null);
        if (retained == null) {
            RoleUpdater.update(
                    iam, role, desired, attempt.environment().observed().trusted(), () -> shut(attempt));
        } else {
            RoleUpdater.updateAllButTrust(iam, role, desired);
        }
        return attempt.done(environment -> {
            boolean wasRejected = rejectIntegrationOfAnotherRole(environment, role.arn());
            services().publishIfRecreated(environment, role.arn(), role.id());
            services().observations(environment).roleReady(iam.account(), role.arn(), role.id());
            if (wasRejected) {
                services().takeEarlyIntegration(environment);
            }
            adopter.adopted(environment, ResourceKind.ROLE, retained);
            if (retained == null) {
                if (desired.integration() == null) {
                    services().observations(environment).trustShut();
                }
                deniesAll(environment);
            }
        });
    }

    private void shut(EnvironmentAttempt attempt) {
        attempt.storeAnyway(environment -> services().observations(environment).trustShut());
    }

    /** As long as no integration is known, an adopted trust is the desired one. */
    private StepResult update(EnvironmentAttempt attempt, LiveRole role) {
        DesiredIam requested =
                DesiredIam.asRequested(attempt.environment(), attempt.iam().account());
        ProviderIntegration retained =
                adopter.retained(attempt.environment(), role).orElse(null);
        DesiredIam desired = requested.integration() == null ? requested.trusting(retained) : requested;
        boolean isHeld = isPrincipalDeleted(attempt.environment(), role, desired);
        try {
            if (isHeld) {
                RoleUpdater.updateAllButTrust(attempt.iam(), role, desired);
            } else {
                RoleUpdater.update(
                        attempt.iam(),
                        role,
                        desired,
                        attempt.environment().observed().trusted(),
                        () -> shut(attempt));
            }
        } catch (AwsException refused) {
            ReconcileAttachments.attachDespite(refused, attempt);
            throw refused;
        }
        return attempt.done(environment -> {
            services().publishIfRecreated(environment, role.arn(), role.id());
            services().observations(environment).roleIdentified(role.arn(), role.id());
            adopter.adopted(environment, ResourceKind.ROLE, retained);
            if (!isHeld) {
                trustApplied(environment, desired);
            }
        });
    }

    /**
     * The principal was deleted since the trust was written: to write the same ARN again would let in whoever made it
     * anew, so that waits until the integration is registered once more.
     */
    private static boolean isPrincipalDeleted(Environment environment, LiveRole role, DesiredIam desired) {
        ProviderIntegration integration = desired.integration();
        return integration != null
                && integration.asksForSameTrustAs(environment.observed().trusted())
                && !role.trust().deletedPrincipals().isEmpty()
                && !TrustExposure.letsOthersIn(role.trust(), desired.principal());
    }

    private void trustApplied(Environment environment, DesiredIam desired) {
        ProviderIntegration integration = desired.integration();
        if (integration == null && environment.observed().trusted() != null) {
            UpdateTrust.closed(
                    services(),
                    environment,
                    desired.trust(),
                    environment.desired().withdrawnBy());
        } else if (integration != null
                && !integration.asksForSameTrustAs(environment.observed().trusted())) {
            UpdateTrust.established(services(), environment, integration, desired.trust());
        } else {
            if (integration == null) {
                services().observations(environment).trustShut();
            }
            applied(environment, desired.trust(), "spec updated");
        }
    }

    private void deniesAll(Environment environment) {
        applied(
                environment,
                DENY_ALL,
                mode == ReconcileMode.CREATE ? "role created: denies everyone" : "role made again: denies everyone");
    }

    private void applied(Environment environment, PolicyDocument trust, String reason) {
        services()
                .applied(
                        environment,
                        ResourceKind.ROLE,
                        trust,
                        environment.desired().requestedBy(),
                        reason);
    }

    /**
     * A callback that was received before the account was known could only be matched by the role's name. Those for
     * other roles of that name are kept until then: one of them may be for this role.
     */
    private boolean rejectIntegrationOfAnotherRole(Environment environment, String arn) {
        ProviderIntegration early = environment.desired().integration();
        if (early == null || early.customerIamRoleArn().equals(arn)) {
            return false;
        }
        services().observations(environment).integrationRejected();
        services().publish(new IntegrationRejected(Source.of(environment), early, arn));
        return true;
    }
}
