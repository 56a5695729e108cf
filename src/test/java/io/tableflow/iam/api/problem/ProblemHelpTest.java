package io.tableflow.iam.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.testing.ApiClient.Answer;
import io.tableflow.iam.testing.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of problem has its section in troubleshooting.md, and its type leads there. */
class ProblemHelpTest extends ServiceTest {

    private static final Path PAGE = Path.of("src/docs/troubleshooting.md");
    private static final Path SERVED = Path.of("src/main/resources", ProblemHelpController.TEXT);

    @Test
    void everyKindOfProblemHasItsSectionInTheOrderOfTheCode() throws IOException {
        List<String> headings = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertThat(headings)
                .as("%s needs a heading ### for each ProblemCode", PAGE)
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::value)
                        .toList());
    }

    @Test
    void whatIsServedIsWhatThePageSays() throws IOException {
        String page = Files.readString(PAGE);
        String problems = page.substring(page.indexOf("## Problems\n"));
        if (Boolean.getBoolean("problems.write")) {
            Files.writeString(SERVED, problems);
        }

        assertThat(Files.readString(SERVED))
                .as("Write it anew with ./mvnw test -Dtest=ProblemHelpTest -Dproblems.write=true")
                .isEqualTo(problems);
    }

    @Test
    void theTypeOfAProblemLeadsToItsSection() {
        Answer problem = engineer.get("/environments/nowhere-at-all");

        assertThat(problem.at("/type")).isEqualTo("/problems/environment-not-found");
        Answer help = engineer.send("GET", problem.at("/type"), null, Map.of("Authorization", ""));
        assertThat(help.status()).isEqualTo(200);
        assertThat(help.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(help.text()).startsWith("### environment-not-found\n\nNo environment has that name");
        assertThat(engineer.get("/problems/no-such-code").at("/code")).isEqualTo("not-found");
    }

    @Test
    void everyTypeLeadsSomewhere() {
        assertThat(ProblemCode.values())
                .allSatisfy(
                        code -> assertThat(engineer.get(code.uri().toString()).text())
                                .startsWith("### " + code.value() + "\n"));
    }
}
