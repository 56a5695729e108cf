package io.tableflow.iam.simulation;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The states of all environments, read at once, so that to wait for one costs nothing. */
final class States {

    static final String GONE = "gone";

    private final JdbcClient database;
    private volatile Map<String, String> latest = Map.of();

    States(JdbcClient database) {
        this.database = database;
    }

    void read() {
        latest = database
                .sql("select name, state from environment")
                .query((row, nth) -> Map.entry(row.getString("name"), row.getString("state")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    String of(String environment) {
        return latest.getOrDefault(environment, GONE);
    }

    /** Whether an environment has that id now. */
    boolean isEnvironment(String id) {
        return database.sql("select count(*) > 0 from environment where id::text = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}
