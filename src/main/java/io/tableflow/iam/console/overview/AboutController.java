package io.tableflow.iam.console.overview;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The service itself: which version runs, on what, with which settings, and what it is made of. */
@Controller
@ConditionalOnConsole
class AboutController {

    /** The bill of materials, where Spring Boot's endpoint reads it, too. */
    private static final Resource SBOM = new ClassPathResource("META-INF/sbom/application.cdx.json");

    private static final MediaType CYCLONE_DX = MediaType.parseMediaType("application/vnd.cyclonedx+json");

    private final ObjectProvider<BuildProperties> build;
    private final ShownSettings settings;
    private final DatabaseVersions database;

    AboutController(ObjectProvider<BuildProperties> build, ShownSettings settings, DatabaseVersions database) {
        this.build = build;
        this.settings = settings;
        this.database = database;
    }

    @GetMapping("/console/about")
    String about(Model model) {
        model.addAttribute("build", build.getIfAvailable());
        model.addAttribute("java", Runtime.version().toString());
        model.addAttribute("postgresql", database.postgresql());
        model.addAttribute("schema", database.schema());
        model.addAttribute("hasSbom", SBOM.exists());
        model.addAttribute("settings", settings.all());
        model.addAttribute("curl", CurlCommand.get("/actuator/sbom/application"));
        return "console/about";
    }

    /** As {@code /actuator/sbom/application}, which asks for a bearer token. */
    @GetMapping("/console/about/sbom")
    ResponseEntity<Resource> sbom() {
        if (!SBOM.exists()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "This build has no bill of materials.");
        }
        return ResponseEntity.ok()
                .contentType(CYCLONE_DX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("tableflow-iam.cdx.json")
                                .build()
                                .toString())
                .body(SBOM);
    }
}
