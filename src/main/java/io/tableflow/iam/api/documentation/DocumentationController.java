package io.tableflow.iam.api.documentation;

import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.documentation.DocumentationPage;
import io.tableflow.iam.documentation.EnvironmentDocumentation;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.revision.PolicyRevisionRepository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an environment is, for people. */
@RestController
class DocumentationController implements DocumentationApi {

    private static final MediaType MARKDOWN = new MediaType(MediaType.TEXT_MARKDOWN, StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final EnvironmentCommands commands;
    private final PolicyRevisionRepository revisions;
    private final Waivers waivers;
    private final Clock clock;

    DocumentationController(
            EnvironmentCommands commands, PolicyRevisionRepository revisions, Waivers waivers, Clock clock) {
        this.commands = commands;
        this.revisions = revisions;
        this.waivers = waivers;
        this.clock = clock;
    }

    @Override
    @GetMapping(
            path = "/environments/{name}/documentation",
            produces = {MediaType.TEXT_MARKDOWN_VALUE, MediaType.TEXT_HTML_VALUE})
    @Transactional(readOnly = true)
    public ResponseEntity<String> documentation(
            @PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        Environment environment = commands.get(name);
        DocumentationPage page = EnvironmentDocumentation.of(
                environment,
                environment.conditionsAt(clock.instant()).all(),
                revisions.latest(environment.id(), Limit.of(EnvironmentDocumentation.REVISIONS)),
                waivers.of(environment.id()));
        if (prefersHtml(new ServletServerHttpRequest(request).getHeaders().getAccept())) {
            // The answer's own policy would not let the page's style apply.
            response.setHeader("Content-Security-Policy", DocumentationPage.CONTENT_SECURITY_POLICY);
            return ResponseEntity.ok().contentType(HTML).body(page.html());
        }
        return ResponseEntity.ok().contentType(MARKDOWN).body(page.markdown());
    }

    /** Whether HTML is named before whatever includes Markdown. */
    private static boolean prefersHtml(List<MediaType> accepted) {
        List<MediaType> sorted = new ArrayList<>(accepted);
        MimeTypeUtils.sortBySpecificity(sorted);
        return sorted.stream()
                .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
                .filter(it -> it.includes(MARKDOWN) || it.includes(HTML))
                .findFirst()
                .map(it -> !it.includes(MARKDOWN))
                .orElse(false);
    }
}
