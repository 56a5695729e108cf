package io.tableflow.iam.simulation;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ExpectedTrusts;
import io.tableflow.iam.testing.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks again and again whether what is said to be ACTIVE lets in whom it says, and nobody else. What differs in two looks
 * in a row, while the row stays the same, was said wrongly.
 */
final class TrustWatch {

    private final LocalAws aws;
    private final JdbcClient database;
    private final Predicate<String> isChangedByOthers;
    private final Queue<String> lies = new ConcurrentLinkedQueue<>();
    private Map<String, String> suspicious = Map.of();

    /** @param isChangedByOthers environments whose trust others change, by name: of those nothing can be said */
    TrustWatch(LocalAws aws, JdbcClient database, Predicate<String> isChangedByOthers) {
        this.aws = aws;
        this.database = database;
        this.isChangedByOthers = isChangedByOthers;
    }

    private record Active(String name, long revision, String principal, String externalId) {}

    void look() {
        List<Active> active = database.sql("""
                select name, revision, trusted ->> 'iamRoleArn' as principal, trusted ->> 'externalId' as external_id
                from environment where state = 'ACTIVE'""")
                .query((row, nth) -> new Active(
                        row.getString("name"),
                        row.getLong("revision"),
                        row.getString("principal"),
                        row.getString("external_id")))
                .list();
        Map<String, String> differing = new HashMap<>();
        for (Active it : active) {
            aws.trust(Node.ACCOUNT, it.name() + "-confluent-role")
                    .filter(live -> !isChangedByOthers.test(it.name()))
                    .filter(live ->
                            !ExpectedTrusts.parse(live).equals(ExpectedTrusts.exactly(it.principal(), it.externalId())))
                    .ifPresent(live -> differing.put(it.name(), it.revision() + ": " + live));
        }
        differing.forEach((name, what) -> {
            if (what.equals(suspicious.get(name))) {
                lies.add(name + " is said to be ACTIVE in revision " + what);
            }
        });
        suspicious = differing;
    }

    List<String> lies() {
        return lies.stream().distinct().toList();
    }
}
