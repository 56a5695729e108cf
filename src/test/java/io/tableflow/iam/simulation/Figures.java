package io.tableflow.iam.simulation;

import io.tableflow.iam.localaws.Fault;
import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Cluster;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What was played so far. */
final class Figures {

    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> acts = new TreeMap<>();
    private int histories;
    private int calls;

    void played(Collection<History> played, LocalAws aws, ForeignActor foreignActor) {
        histories += played.size();
        calls += aws.calls().size();
        aws.faults().met().forEach((fault, times) -> faults.merge(name(fault), times, Integer::sum));
        foreignActor.done().forEach((what, times) -> acts.merge("others " + what, times.get(), Integer::sum));
        played.stream()
                .flatMap(history -> history.scripts().stream())
                .flatMap(script -> script.acts().stream())
                .forEach(act -> acts.merge(act.name(), 1, Integer::sum));
    }

    String summary(Cluster cluster, Disturbances disturbances) {
        return "%d histories; acts: %s; %d calls to IAM; faults: %s; %d nodes died, %d froze"
                .formatted(histories, acts, calls, faults, cluster.deaths(), disturbances.frozen());
    }

    private static String name(Fault fault) {
        return fault instanceof Fault.Refusal refusal ? refusal.code() : fault.toString();
    }
}
