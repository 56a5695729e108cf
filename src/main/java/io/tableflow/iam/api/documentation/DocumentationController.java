package io.tableflow.iam.api.documentation;

import io.tableflow.iam.documentation.DocumentationPage;
import io.tableflow.iam.documentation.DocumentationQueries;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an environment is, for people. */
@RestController
class DocumentationController implements DocumentationApi {

    private static final MediaType MARKDOWN = new MediaType(MediaType.TEXT_MARKDOWN, StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final DocumentationQueries queries;

    DocumentationController(DocumentationQueries queries) {
        this.queries = queries;
    }

    @Override
    @GetMapping(
            path = "/environments/{name}/documentation",
            produces = {MediaType.TEXT_MARKDOWN_VALUE, MediaType.TEXT_HTML_VALUE})
    public ResponseEntity<String> documentation(
            @PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        DocumentationPage page = queries.page(name);
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
