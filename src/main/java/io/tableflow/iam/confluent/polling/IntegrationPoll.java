package io.tableflow.iam.confluent.polling;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.confluent.cloud.CloudIntegration;
import io.tableflow.iam.confluent.cloud.ConfluentCloud;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException;
import io.tableflow.iam.confluent.cloud.ConfluentCloudException.Kind;
import io.tableflow.iam.confluent.orphan.LeftIntegrations;
import io.tableflow.iam.confluent.tableflow.TableflowSubject;
import io.tableflow.iam.confluent.tableflow.TableflowVerdicts;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentRepository;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.policy.ResourceNames;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Lists the integrations of each Confluent environment that specs or known integrations name, one list each, and compares them
 * with the rows. What differs is stored as {@link PollRecorder} says; what is as it was costs nothing more.
 *
 * <p>Of a list that could not be read to its end nothing is believed. An integration that a list does not have is only gone if
 * the next one does not have it either, and Confluent does not find it by its id: an empty list may also mean that a key has lost a right.
 */
@Component
public class IntegrationPoll {

    private static final Logger log = LoggerFactory.getLogger(IntegrationPoll.class);

    private static final int PAGE = 200;

    private final ObjectProvider<ConfluentCloud> cloud;
    private final EnvironmentRepository environments;
    private final PollRecorder recorder;
    private final LeftIntegrations left;
    private final TableflowVerdicts verdicts;
    private final MeterRegistry meters;
    private final Clock clock;

    IntegrationPoll(
            ObjectProvider<ConfluentCloud> cloud,
            EnvironmentRepository environments,
            PollRecorder recorder,
            LeftIntegrations left,
            TableflowVerdicts verdicts,
            MeterRegistry meters,
            Clock clock) {
        this.cloud = cloud;
        this.environments = environments;
        this.recorder = recorder;
        this.left = left;
        this.verdicts = verdicts;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Looks once, outside any transaction.
     *
     * @param stopping whether this node is about to stop: what is left is for the next look
     */
    public void run(BooleanSupplier stopping) {
        ConfluentCloud client = cloud.getIfAvailable();
        if (client == null) {
            return;
        }
        SortedSet<String> places = new TreeSet<>(environments.confluentEnvironments());
        places.addAll(left.confluentEnvironments());
        for (String confluentEnvironment : places) {
            if (stopping.getAsBoolean()) {
                return;
            }
            look(client, confluentEnvironment, stopping);
        }
    }

    private void look(ConfluentCloud client, String confluentEnvironment, BooleanSupplier stopping) {
        Timer.Sample duration = Timer.start(meters);
        String outcome = "failed";
        Instant asOf = clock.instant();
        try {
            Listing listing = new Listing(confluentEnvironment, client.list(confluentEnvironment), asOf);
            compare(client, listing, stopping);
            left.compare(client, confluentEnvironment, listing.integrations(), asOf);
            outcome = "finished";
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.NOT_FOUND) {
                // The Confluent environment was deleted, and takes its integrations along.
                left.compare(client, confluentEnvironment, List.of(), asOf);
            }
            log.warn(
                    "The integrations of {} at Confluent could not be looked at: {}",
                    confluentEnvironment,
                    failure.getMessage());
        } catch (RuntimeException unexpected) {
            log.error("The integrations of {} at Confluent could not be compared", confluentEnvironment, unexpected);
        } finally {
            duration.stop(meters.timer(
                    "tableflow.confluent.poll", "confluent.environment", confluentEnvironment, "outcome", outcome));
        }
    }

    private void compare(ConfluentCloud client, Listing listing, BooleanSupplier stopping) {
        String after = "";
        List<TableflowSubject> subjects = new ArrayList<>();
        List<Environment> page;
        do {
            page = environments.pageOfConfluentEnvironment(listing.confluentEnvironment(), after, PAGE);
            for (Environment environment : page) {
                compare(client, listing, environment);
                subjects.add(TableflowSubject.of(environment));
                after = environment.name();
            }
        } while (page.size() == PAGE && !stopping.getAsBoolean());
        strangers(listing).forEach(environment -> compare(client, listing, environment));
        verdicts.look(listing.confluentEnvironment(), listing.integrations(), subjects, stopping);
    }

    /** Environments of which nobody has said yet where at Confluent they belong: the list says so by their roles. */
    private List<Environment> strangers(Listing listing) {
        List<String> names = listing.integrations().stream()
                .flatMap(it -> ResourceNames.environmentOfRole(it.customerRole().name()).stream())
                .distinct()
                .toList();
        List<Environment> found = new ArrayList<>();
        for (int from = 0; from < names.size(); from += PAGE) {
            Collection<String> some = names.subList(from, Math.min(names.size(), from + PAGE));
            environments.findByNameIn(some).stream()
                    .filter(it -> it.desired().confluentEnvironment() == null)
                    .forEach(found::add);
        }
        return found;
    }

    private void compare(ConfluentCloud client, Listing listing, Environment environment) {
        PollFinding finding = PollFinding.of(environment, listing);
        if (finding == PollFinding.NOT_LISTED_AGAIN && !isGone(client, listing, environment)) {
            return;
        }
        if (finding != PollFinding.NOTHING_NEW) {
            try {
                recorder.record(environment, listing, finding);
            } catch (RuntimeException unexpected) {
                log.error("What Confluent has for environment {} could not be stored", environment.name(), unexpected);
            }
        }
    }

    /** 403 is what Confluent may say of what is gone; also, of everything, to a key that has lost a right. */
    private static boolean isGone(ConfluentCloud client, Listing listing, Environment environment) {
        ProviderIntegration known = Objects.requireNonNull(environment.desired().integration(), "it was known before");
        try {
            Optional<CloudIntegration> found = client.find(listing.confluentEnvironment(), known.id());
            return found.isEmpty();
        } catch (ConfluentCloudException failure) {
            if (failure.kind() == Kind.FORBIDDEN && !listing.integrations().isEmpty()) {
                return true;
            }
            log.warn(
                    "Whether integration {} of environment {} is gone is not known: {}",
                    known.id(),
                    environment.name(),
                    failure.getMessage());
            return false;
        }
    }
}
