package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.EnvironmentState;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One environment: what is wrong, what is being done, who can get in. */
@Controller
@ConditionalOnConsole
class EnvironmentPageController {

    private final EnvironmentPageQueries queries;

    EnvironmentPageController(EnvironmentPageQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/console/environments/{name}")
    String environment(@PathVariable String name, Model model) {
        Optional<EnvironmentPage> page = queries.find(name);
        if (page.isEmpty()) {
            return gone(name, model);
        }
        model.addAttribute("page", page.get());
        model.addAttribute("tab", "");
        model.addAttribute("states", EnvironmentState.values());
        model.addAttribute("workflows", queries.workflows(page.get().environment()));
        model.addAttribute("curl", CurlCommand.get("/environments/" + name));
        return "console/environment";
    }

    /** Where there was one, its page says how it ended, for whoever watched it. */
    private String gone(String name, Model model) {
        model.addAttribute("name", name);
        model.addAttribute("workflow", queries.last(name).orElseThrow(() -> EnvironmentException.notFound(name)));
        return "console/gone";
    }
}
