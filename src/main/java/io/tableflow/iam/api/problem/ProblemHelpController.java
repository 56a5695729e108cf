package io.tableflow.iam.api.problem;

import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers with sections of src/docs/troubleshooting.md. */
@RestController
class ProblemHelpController implements ProblemHelpApi {

    /** The section "Problems" of src/docs/troubleshooting.md, of which a test holds that it is the same. */
    static final String TEXT = "problems.txt";

    private static final String HEADING = "### ";
    private static final MediaType PLAIN_TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Map<ProblemCode, String> sections;

    ProblemHelpController() throws IOException {
        String text = new ClassPathResource(TEXT).getContentAsString(StandardCharsets.UTF_8);
        Map<String, String> byHeading = Stream.of(text.split("(?m)^" + HEADING))
                .collect(Collectors.toMap(section -> section.lines().findFirst().orElse(""), Function.identity()));
        this.sections = Arrays.stream(ProblemCode.values())
                .filter(code -> byHeading.containsKey(code.value()))
                .collect(Collectors.toMap(Function.identity(), code -> byHeading.get(code.value())));
    }

    @Override
    @GetMapping("/problems/{code}")
    public ResponseEntity<String> help(@PathVariable String code) {
        return Arrays.stream(ProblemCode.values())
                .filter(known -> known.value().equals(code))
                .findFirst()
                .flatMap(known -> Optional.ofNullable(sections.get(known)))
                .map(section -> ResponseEntity.ok().contentType(PLAIN_TEXT).body(HEADING + section.strip() + "\n"))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "There is no kind of problem with the code '" + code + "'."));
    }
}
