package io.tableflow.iam.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.ApiClient;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every change of the trail is detected, whether by the service's own node or by somebody in the database. */
class AuditChainTest {

    private static final String KEY = "tableflow.audit.keys=" + "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static LocalAws aws;
    private static TestDatabase database;
    private static Node node;
    private static Node another;

    private static ApiClient engineer;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        database = TestDatabase.create();
        node = Node.start(database, aws, KEY);
        another = Node.start(database, aws, KEY);
        engineer = new ApiClient(node.uri());
        everyoneAsksAtOnce();
    }

    @AfterAll
    static void stop() {
        node.close();
        another.close();
        aws.close();
    }

    /** Two nodes write at the same time: requests, and the steps of workflows. */
    private static void everyoneAsksAtOnce() {
        List<String> names =
                IntStream.range(0, 16).mapToObj(i -> "at-once-" + i).toList();
        names.parallelStream()
                .forEach(name -> new ApiClient(name.hashCode() % 2 == 0 ? node.uri() : another.uri())
                        .post("/environments", "{\"name\":\"" + name + "\"}"));
        names.forEach(name -> engineer.awaitState(name, "AWAITING_INTEGRATION"));
    }

    /** Restores the chain, so that the next test finds it valid. */
    @AfterEach
    void putBack() {
        if (!"true".equals(engineer.get("/events/verification").at("/valid"))) {
            unguarded(
                    "delete from audit_event where id in (select id from audit_event except select id from kept_event)");
            unguarded("delete from audit_seal");
            unguarded("delete from audit_event");
            sql().sql("insert into audit_event overriding system value select * from kept_event")
                    .update();
            sql().sql("insert into audit_seal select * from kept_seal").update();
            sql().sql("delete from audit_unsealed").update();
            sql().sql("update audit_head set (position, hash) = (select position, hash from kept_head)")
                    .update();
        }
        sql().sql("drop table if exists kept_event, kept_seal, kept_head").update();
        assertThat(engineer.get("/events/verification").at("/valid")).isEqualTo("true");
    }

    @Test
    void linesOfAllNodesAreOneChainWithoutAGap() {
        Answer verified = engineer.get("/events/verification");

        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.at("/valid")).isEqualTo("true");
        assertThat(verified.json().at("/firstBroken").isNull()).isTrue();
        long lines = verified.json().at("/lines").asLong();
        assertThat(lines).isGreaterThan(16 * 5);
        assertThat(positions())
                .isEqualTo(LongStream.rangeClosed(1, lines).boxed().toList());
        assertThat(verified.at("/head/id")).isEqualTo(Long.toString(lines));
        assertThat(engineer.get("/events?limit=1").at("/items/0/hash")).isEqualTo(verified.at("/head/hash"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set actor = 'nobody'",
                "delete from audit_event where id = 1",
                "truncate audit_event",
                "update audit_seal set hash = ''",
                "delete from audit_seal",
                "truncate audit_seal"
            })
    void theDatabaseRefusesToChangeALine(String change) {
        assertThatThrownBy(() -> sql().sql(change).update()).hasMessageContaining("is append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "occurred_at = occurred_at + interval '1 microsecond'",
                "type = 'DELETED'",
                "environment_id = gen_random_uuid()",
                "environment = null",
                "actor = 'somebody-else'",
                "address = '10.0.0.1'",
                "correlation_id = null",
                "reason = ''",
                "before = '{}'",
                "after = '{}'",
                "details = '{\"a\": \"b\"}'"
            })
    void anAlteredLineIsFound(String alteration) {
        keep();

        unguarded("update audit_event set " + alteration
                + " where id = (select event_id from audit_seal where position = 7)");

        assertBroken(7, "ALTERED");
    }

    @Test
    void theQueryForAuditorsFindsTheSame() throws IOException {
        String query = documented("```sql\n", "```");
        keep();
        assertThat(sql().sql(query).query().listOfRows()).isEmpty();

        unguarded("update audit_event set actor = 'x' where id = (select event_id from audit_seal where position = 4)");
        unguarded("delete from audit_event where id = (select event_id from audit_seal where position = 6)");
        unguarded("delete from audit_seal where position = 8");

        assertThat(sql().sql(query).query().listOfRows())
                .extracting(row -> row.get("position") + " " + row.get("reason"))
                .startsWith(
                        "4 the line, or its hash, was altered",
                        "6 the line is missing",
                        "9 lines before it are missing")
                .hasSize(4);
    }

    /** Needs Python. */
    @Test
    void theScriptForAuditorsFindsTheSame() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("audit");
        Path script = Files.writeString(folder.resolve("verify.py"), documented("<<'END'\n", "END\n"));
        String query = documented("psql \"$DATABASE_URL\" -XAtq -c \"", "\" > trail.jsonl")
                .replace("\\\"", "\"");
        keep();

        assertThat(python(script, query))
                .contains(
                        sealed() + " lines, " + engineer.get("/events?limit=1").at("/items/0/hash"));
        unguarded(
                "update audit_event set reason = 'x' where id = (select event_id from audit_seal where position = 3)");
        assertThat(python(script, query)).contains("broken at 3");
    }

    private static String python(Path script, String query) throws IOException, InterruptedException {
        Path trail = script.resolveSibling("trail.jsonl");
        Files.write(
                trail, sql().sql(query).query((row, number) -> row.getString(1)).list());
        try {
            Process python = new ProcessBuilder("python3", script.toString(), trail.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            python.waitFor();
            return said;
        } catch (IOException none) {
            return Assumptions.abort("There is no python3 here");
        }
    }

    private static String documented(String after, String before) throws IOException {
        String page = Files.readString(Path.of("src/docs/audit.md"));
        int begin = page.indexOf(after) + after.length();
        return page.substring(begin, page.indexOf(before, begin));
    }

    @Test
    void aRemovedLineIsFound() {
        keep();

        unguarded("delete from audit_event where id = (select event_id from audit_seal where position = 9)");

        assertBroken(9, "MISSING");
    }

    @Test
    void aLineThatIsRemovedFromTheChainAsWellIsFound() {
        keep();

        unguarded("delete from audit_event where id = (select event_id from audit_seal where position = 9)");
        unguarded("delete from audit_seal where position = 9");

        assertBroken(9, "MISSING");
    }

    @Test
    void linesThatChangePlacesAreFound() {
        keep();

        unguarded("update audit_seal set event_id = -event_id where position in (5, 6)");
        unguarded("update audit_seal a set event_id = b.event_id from kept_seal b"
                + " where a.position in (5, 6) and b.position = 11 - a.position");

        assertBroken(5, "ALTERED");
    }

    @Test
    void anInsertedLineIsFound() {
        keep();

        sql().sql(
                        "insert into audit_event (occurred_at, type, actor, details) values (now(), 'ACTIVATED', 'operator', '{}')")
                .update();

        assertBroken(sealed(), "INSERTED");
    }

    @Test
    void aLineThatIsInsertedBetweenOthersIsFound() {
        keep();
        long gap = sql().sql("select event_id from audit_seal where position = 12")
                .query(Long.class)
                .single();

        unguarded("delete from audit_event where id = " + gap);
        unguarded("delete from audit_seal where position = 12");
        sql().sql("insert into audit_event (id, occurred_at, type, actor, details) overriding system value"
                        + " values (" + gap + ", now(), 'ACTIVATED', 'operator', '{}')")
                .update();

        assertThat(broken()).matches("12 MISSING|\\d+ INSERTED");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void newestLinesThatAreCutOffAreFound(boolean withTheirSeals) {
        keep();
        long last = sealed();

        unguarded("delete from audit_event where id in (select event_id from audit_seal where position > " + (last - 3)
                + ")");
        if (withTheirSeals) {
            unguarded("delete from audit_seal where position > " + (last - 3));
        }

        assertBroken(last - 2, "MISSING");
    }

    @Test
    void aLineThatIsHiddenFromTheChainIsFound() {
        keep();

        sql().sql(
                        "insert into audit_event (occurred_at, type, actor, details) values (now(), 'ACTIVATED', 'operator', '{}')")
                .update();
        sql().sql("insert into audit_unsealed (event_id, digest) select max(id), sha256('') from audit_event")
                .update();
        Awaitility.await()
                .until(() -> engineer.get("/events?limit=1").at("/items/0/type").equals("ACTIVATED"));

        assertBroken(sealed(), "ALTERED");
    }

    /** With the digest as src/docs/audit.md has it, and with no more rights than the service's own role. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "(select mac from audit_seal where position = 3)", "decode('00', 'hex')"})
    void aLineThatIsForgedWithItsDigestIsFound(String mac) {
        keep();
        long last = sealed();

        sql().sql(
                        "insert into audit_event (occurred_at, type, actor, details) values (now(), 'ACTIVATED', 'operator', '{}')")
                .update();
        sql().sql("""
                        insert into audit_unsealed (event_id, digest, mac)
                        select id, sha256(convert_to(string_agg(coalesce(octet_length(field) || ':' || field, '-'), ',' order by nth), 'UTF8')), %s
                        from audit_event
                             cross join lateral unnest(array [
                                 to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), type, environment_id::text,
                                 environment, actor, address, correlation_id, reason, before::text, after::text, details::text])
                                 with ordinality as line (field, nth)
                        where id = (select max(id) from audit_event)
                        group by id
                        """.formatted(mac)).update();
        Awaitility.await()
                .until(() -> engineer.get("/events?limit=1").at("/items/0/type").equals("ACTIVATED"));

        assertBroken(last + 1, "FORGED");
    }

    @Test
    void aCopyOfALineWithItsCodeIsFound() {
        keep();
        long last = sealed();
        String fields =
                "occurred_at, type, environment_id, environment, actor, address, correlation_id, reason, before, after, details";

        sql().sql("insert into audit_event (" + fields + ") select " + fields
                        + " from audit_event where id = (select event_id from audit_seal where position = 3)")
                .update();
        sql().sql("insert into audit_unsealed (event_id, digest, mac) select max(id), decode(:digest, 'hex'),"
                        + " (select mac from audit_seal where position = 3) from audit_event")
                .param("digest", digestOfTheThird())
                .update();
        Awaitility.await().until(() -> {
            engineer.get("/events?limit=1");
            return sealed() > last;
        });

        assertBroken(last + 1, "FORGED");
    }

    private static String digestOfTheThird() {
        return sql().sql("select " + AuditEntryRowMapper.COLUMNS
                        + " from audit_seal s join audit_event e on e.id = s.event_id where s.position = 3")
                .query((row, number) -> AuditEntryRowMapper.line(row).digest())
                .single();
    }

    @Test
    void saysFromWhereOnLinesAreAuthentic() {
        assertThat(engineer.get("/events/verification").at("/keyedFrom")).isEqualTo("1");
    }

    private static void assertBroken(long position, String reason) {
        assertThat(broken()).isEqualTo(position + " " + reason);
    }

    private static String broken() {
        Answer verified = engineer.get("/events/verification");
        assertThat(verified.at("/valid")).isEqualTo("false");
        assertThat(verified.at("/firstBroken/message")).isNotBlank();
        return verified.at("/firstBroken/id") + " " + verified.at("/firstBroken/reason");
    }

    private static List<Long> positions() {
        return sql().sql("select position from audit_seal order by position")
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static long sealed() {
        return positions().getLast();
    }

    private static void keep() {
        engineer.get("/events?limit=1");
        sql().sql("create table kept_event as select * from audit_event").update();
        sql().sql("create table kept_seal as select * from audit_seal").update();
        sql().sql("create table kept_head as select * from audit_head").update();
    }

    /** A change by somebody with all rights in the database. */
    private static void unguarded(String change) {
        sql().sql("alter table audit_event disable trigger all").update();
        sql().sql("alter table audit_seal disable trigger all").update();
        sql().sql(change).update();
        sql().sql("alter table audit_event enable trigger all").update();
        sql().sql("alter table audit_seal enable trigger all").update();
    }

    private static JdbcClient sql() {
        return database.client();
    }
}
