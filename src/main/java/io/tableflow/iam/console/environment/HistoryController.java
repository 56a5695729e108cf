package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.overview.AuditPageQueries;
import io.tableflow.iam.console.overview.TrailPage;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.PageStart;
import io.tableflow.iam.policy.PolicyKind;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The documents of an environment, those that were in force before, and what happened. */
@Controller
@ConditionalOnConsole
class HistoryController {

    private static final String PATH = "/console/environments/{name}";

    private final EnvironmentPageQueries pages;
    private final DocumentQueries documents;
    private final AuditPageQueries trail;

    HistoryController(EnvironmentPageQueries pages, DocumentQueries documents, AuditPageQueries trail) {
        this.pages = pages;
        this.documents = documents;
        this.trail = trail;
    }

    @GetMapping(PATH + "/documents")
    String documents(@PathVariable String name, Model model) {
        EnvironmentPage page = prepare(name, "documents", model);
        model.addAttribute("documents", documents.documents(page.environment()));
        model.addAttribute("curl", CurlCommand.get("/environments/" + name + "/policies"));
        return "console/documents";
    }

    @GetMapping(PATH + "/revisions")
    String revisions(
            @PathVariable String name,
            @RequestParam(defaultValue = "trust") String policy,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        PolicyKind kind = PolicyKind.ofPath(policy).orElse(PolicyKind.TRUST);
        prepare(name, "revisions", model);
        List<RevisionLine> found = documents.revisions(name, kind, PageStart.before(after));
        model.addAttribute("kinds", PolicyKind.values());
        model.addAttribute("kind", kind);
        model.addAttribute(
                "revisions", found.stream().limit(DocumentQueries.PAGE).toList());
        model.addAttribute(
                "next",
                found.size() > DocumentQueries.PAGE
                        ? found.get(DocumentQueries.PAGE - 1).place()
                        : null);
        model.addAttribute(
                "curl", CurlCommand.get("/environments/" + name + "/policies/" + kind.path() + "/revisions"));
        return "console/revisions";
    }

    @GetMapping(PATH + "/events")
    String events(@PathVariable String name, @RequestParam(defaultValue = "") String after, Model model) {
        prepare(name, "events", model);
        model.addAttribute("trail", TrailPage.of(trail.page(name, "", "", PageStart.before(after))));
        model.addAttribute("curl", CurlCommand.get("/environments/" + name + "/events"));
        return "console/events";
    }

    private EnvironmentPage prepare(String name, String tab, Model model) {
        EnvironmentPage page = pages.get(name);
        model.addAttribute("page", page);
        model.addAttribute("tab", tab);
        return page;
    }
}
