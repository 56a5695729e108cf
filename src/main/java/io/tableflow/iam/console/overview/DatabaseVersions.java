package io.tableflow.iam.console.overview;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which PostgreSQL the service runs on, and which schema it has made there. */
@Repository
@ConditionalOnConsole
class DatabaseVersions {

    private final JdbcClient jdbc;

    DatabaseVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Such as {@code 18.1}. */
    String postgresql() {
        return jdbc.sql("show server_version").query(String.class).single();
    }

    /** The version of the latest migration, such as {@code 75}. */
    String schema() {
        return jdbc.sql("""
                        select version from flyway_schema_history where success and version is not null
                        order by installed_rank desc limit 1
                        """).query(String.class).single();
    }
}
