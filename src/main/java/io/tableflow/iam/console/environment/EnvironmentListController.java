package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.environment.EnvironmentState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All environments, those first that need attention. */
@Controller
@ConditionalOnConsole
class EnvironmentListController {

    private final EnvironmentListQueries queries;

    EnvironmentListController(EnvironmentListQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/console/environments")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "false") boolean attention,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        ListFilter filter = new ListFilter(q.strip(), state(state), attention, after);
        model.addAttribute("filter", filter);
        model.addAttribute("states", EnvironmentState.values());
        model.addAttribute("counts", queries.counts());
        model.addAttribute("list", queries.page(filter));
        model.addAttribute("curl", CurlCommand.get(apiQuery(filter)));
        return "console/environments";
    }

    /** An unknown state in a URL that somebody typed shows all. */
    private static @Nullable EnvironmentState state(@Nullable String name) {
        return Arrays.stream(EnvironmentState.values())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String apiQuery(ListFilter filter) {
        String query = (filter.state() == null ? "" : "&state=" + filter.state())
                + (filter.q().isEmpty() ? "" : "&q=" + CurlCommand.encode(filter.q()));
        return "/environments" + (query.isEmpty() ? "" : "?" + query.substring(1));
    }
}
