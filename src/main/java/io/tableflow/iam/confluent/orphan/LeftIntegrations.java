package io.tableflow.iam.confluent.orphan;

import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.event.LifecycleEvent.EnvironmentDeleted;
import io.tableflow.iam.environment.spec.ConfluentSpec;
import io.tableflow.iam.policy.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers provider integrations that a deletion has left at Confluent, until Confluent no longer has them.
 *
 * <p>As with an integration that an environment has, one list without it proves nothing: two complete ones in a row must miss it, and,
 * where its id is known, Confluent must not find it by that either.
 */
@Service
public class LeftIntegrations {

    private static final Logger log = LoggerFactory.getLogger(LeftIntegrations.class);

    /** A call of an attempt that was under way when the integration was left has taken effect by then, or never will. */
    private static final Duration UNTIL_LANDED = Duration.ofMinutes(1);

    /**
     * A list that is empty all that time, and 403 for the integration, is no mistake of a moment: it is gone, and was the last one of its
     * Confluent environment.
     */
    private static final Duration UNTIL_EMPTY_IS_BELIEVED = Duration.ofDays(1);

    private final LeftIntegrationRepository left;
    private final EnvironmentRepository environments;

    LeftIntegrations(LeftIntegrationRepository left, EnvironmentRepository environments) {
        this.left = left;
        this.environments = environments;
    }

    /** An integration is left from now on; or may be, where its id is not known. In the transaction that decides so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void left(LeftIntegration integration) {
        log.warn(
                "Provider integration {} for {} is left in {} at Confluent",
                integration.id() == null ? "of unknown id" : integration.id(),
                integration.role(),
                integration.confluentEnvironment());
        left.save(integration);
    }

    /** The service has deleted the integration of a role, or has seen that there is none. In the transaction that stores it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void deleted(String confluentEnvironment, String role) {
        left.delete(confluentEnvironment, role);
    }

    /** A deletion that keeps the role keeps its integration too, whatever was decided before. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void onDeleted(EnvironmentDeleted event) {
        environments
                .findById(event.source().environmentId())
                .filter(it -> it.isReleasedByDeletion(ResourceKind.ROLE))
                .ifPresent(this::isRetained);
    }

    private void isRetained(Environment environment) {
        ConfluentSpec place = environment.spec().confluent();
        String role = environment.observed().resources().role().arn();
        if (place != null && role != null) {
            left.delete(place.environmentId(), role);
        }
    }

    /** The Confluent environments in which something was left. */
    public List<String> confluentEnvironments() {
        return left.confluentEnvironments();
    }

    /**
     * Compares what was left with a complete list of its Confluent environment. Outside any transaction.
     *
     * @param listed all integrations there; none also where Confluent says that there is no such Confluent environment
     * @param asOf when the list was asked for
     */
    public void compare(
            ConfluentCloud cloud, String confluentEnvironment, List<CloudIntegration> listed, Instant asOf) {
        List<LeftIntegration> all = left.ofConfluentEnvironment(confluentEnvironment);
        if (all.isEmpty()) {
            return;
        }
        Map<String, CloudIntegration> byRole = listed.stream()
                .collect(
                        Collectors.toMap(it -> it.customerRole().toString(), Function.identity(), (one, other) -> one));
        for (LeftIntegration known : all) {
            CloudIntegration found = byRole.get(known.role());
            if (found == null) {
                missing(cloud, known, listed.isEmpty(), asOf);
            } else if (known.id() == null || known.id().equals(found.id())) {
                left.seen(known, found.id(), asOf);
            } else {
                // A role has one integration at a time, so that the one which was left is gone; this one is somebody
                // else's.
                gone(known);
            }
        }
    }

    private void missing(ConfluentCloud cloud, LeftIntegration known, boolean isListEmpty, Instant asOf) {
        if (asOf.isBefore(known.leftAt().plus(UNTIL_LANDED))) {
            return;
        }
        Instant missedAt = known.missedAt();
        if (missedAt == null) {
            left.missed(known, asOf);
        } else if (asOf.isAfter(missedAt)) {
            boolean isListBelieved = !isListEmpty || asOf.isAfter(missedAt.plus(UNTIL_EMPTY_IS_BELIEVED));
            if (!mayExist(cloud, known, isListBelieved)) {
                gone(known);
            }
        }
    }

    /** 403 is what Confluent may say of what is gone; also, of everything, to a key that has lost a right. */
    private static boolean mayExist(ConfluentCloud cloud, LeftIntegration known, boolean isListBelieved) {
        if (known.id() == null) {
            return false;
        }
        try {
            return cloud.find(known.confluentEnvironment(), known.id()).isPresent();
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.FORBIDDEN && isListBelieved) {
                return false;
            }
            log.warn("Whether integration {} is still left is not known: {}", known.id(), failure.getMessage());
            return true;
        }
    }

    private void gone(LeftIntegration known) {
        log.info(
                "Provider integration {} for {}, which was left in {} at Confluent, is gone",
                known.id() == null ? "of unknown id" : known.id(),
                known.role(),
                known.confluentEnvironment());
        left.delete(known);
    }
}
