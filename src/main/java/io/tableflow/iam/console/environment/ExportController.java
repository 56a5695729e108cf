package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.documentation.DocumentationPage;
import io.tableflow.iam.documentation.DocumentationQueries;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.terraform.TerraformMode;
import io.tableflow.iam.terraform.TerraformRenderer;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** An environment to take along: as documentation, and as Terraform configuration. */
@Controller
@ConditionalOnConsole
class ExportController {

    private static final String PATH = "/console/environments/{name}";
    private static final MediaType MARKDOWN = new MediaType(MediaType.TEXT_MARKDOWN, StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final EnvironmentPageQueries pages;
    private final EnvironmentCommands commands;
    private final DocumentationQueries documentation;

    ExportController(EnvironmentPageQueries pages, EnvironmentCommands commands, DocumentationQueries documentation) {
        this.pages = pages;
        this.commands = commands;
        this.documentation = documentation;
    }

    @GetMapping(PATH + "/documentation")
    String documentation(@PathVariable String name, Model model) {
        model.addAttribute("page", pages.get(name));
        model.addAttribute("tab", "documentation");
        model.addAttribute("text", documentation.page(name).markdown());
        model.addAttribute("curl", CurlCommand.get("/environments/" + name + "/documentation"));
        return "console/documentation";
    }

    @GetMapping(PATH + "/documentation/markdown")
    ResponseEntity<String> markdown(@PathVariable String name) {
        return file(name + ".md", MARKDOWN, documentation.page(name).markdown());
    }

    /** Shown by the browser, as a page of its own to read, print and save. */
    @GetMapping(PATH + "/documentation/page")
    ResponseEntity<String> html(@PathVariable String name, HttpServletResponse response) {
        // The answer's own policy would not let the page's style apply.
        response.setHeader("Content-Security-Policy", DocumentationPage.CONTENT_SECURITY_POLICY);
        return ResponseEntity.ok()
                .contentType(HTML)
                .body(documentation.page(name).html());
    }

    @GetMapping(PATH + "/terraform")
    String terraform(@PathVariable String name, @RequestParam(defaultValue = "") String mode, Model model) {
        TerraformMode chosen = mode(mode);
        model.addAttribute("page", pages.get(name));
        model.addAttribute("tab", "terraform");
        model.addAttribute("mode", word(chosen));
        model.addAttribute("text", configuration(name, chosen));
        model.addAttribute("curl", CurlCommand.get("/environments/" + name + "/terraform?mode=" + word(chosen)));
        return "console/terraform";
    }

    @GetMapping(PATH + "/terraform/file")
    ResponseEntity<String> file(@PathVariable String name, @RequestParam(defaultValue = "") String mode) {
        String text = configuration(name, mode(mode));
        if (text == null) {
            throw new ProblemException(
                    ProblemCode.ENVIRONMENT_INCOMPLETE, "Its role and policies do not all exist, or not any more.");
        }
        return file(name + ".tf", TEXT, text);
    }

    /** Null while there is nothing that Terraform could manage. */
    private @Nullable String configuration(String name, TerraformMode mode) {
        Environment environment = commands.get(name);
        AwsAccount account = environment.account();
        boolean isComplete = !environment.isDeletionRequested()
                && environment.desired().generations().wasEverObserved();
        return account == null || !isComplete ? null : TerraformRenderer.render(environment, account, mode);
    }

    private static TerraformMode mode(String word) {
        return word.equals("reference") ? TerraformMode.REFERENCE : TerraformMode.IMPORT;
    }

    private static String word(TerraformMode mode) {
        return mode == TerraformMode.REFERENCE ? "reference" : "import";
    }

    private static ResponseEntity<String> file(String name, MediaType type, String text) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text);
    }
}
