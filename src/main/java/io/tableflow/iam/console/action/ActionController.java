package io.tableflow.iam.console.action;

import io.tableflow.iam.console.environment.EnvironmentPageQueries;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.ShownRevision;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.planning.Plan;
import io.tableflow.iam.planning.Planner;
import io.tableflow.iam.planning.PlanningException;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * Reconciles, retries and deletes environments. Each has a page of its own with what would be done. A form that was shown for an
 * earlier revision does nothing: the page is shown anew, with what is so now.
 */
@Controller
@ConditionalOnConsole
class ActionController {

    private static final String PATH = "/console/environments/{name}";

    private final EnvironmentCommands commands;
    private final EnvironmentPageQueries queries;
    private final Planner planner;

    ActionController(EnvironmentCommands commands, EnvironmentPageQueries queries, Planner planner) {
        this.commands = commands;
        this.queries = queries;
        this.planner = planner;
    }

    @GetMapping(PATH + "/reconcile")
    String reconcilePage(
            @PathVariable String name, @RequestParam(defaultValue = "false") boolean changed, Model model) {
        Environment environment = prepare(name, changed, model);
        planInto(model, () -> planner.plan(environment.spec(), environment));
        model.addAttribute("curl", CurlCommand.send("POST", "/environments/" + name + "/reconcile"));
        return "console/reconcile";
    }

    @PostMapping(PATH + "/reconcile")
    View reconcile(@PathVariable String name, @RequestParam(defaultValue = "") String revision) {
        return attempt(name, "reconcile", () -> commands.reconcile(name, caller(), ShownRevision.parse(revision)));
    }

    @GetMapping(PATH + "/retry")
    String retryPage(@PathVariable String name, @RequestParam(defaultValue = "false") boolean changed, Model model) {
        prepare(name, changed, model);
        model.addAttribute("page", queries.get(name));
        model.addAttribute("curl", CurlCommand.send("POST", "/environments/" + name + "/retry"));
        return "console/retry";
    }

    /** Sent twice, the second finds nothing that has failed: that is no mistake of whoever sent it. */
    @PostMapping(PATH + "/retry")
    View retry(@PathVariable String name, @RequestParam(defaultValue = "") String revision) {
        return commands.get(name).state() == EnvironmentState.FAILED
                ? attempt(name, "retry", () -> commands.retry(name, caller(), ShownRevision.parse(revision)))
                : ConsoleRedirect.to("/console/environments/" + name);
    }

    @GetMapping(PATH + "/delete")
    String deletePage(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "false") boolean changed,
            Model model) {
        deletion(name, how, changed, model);
        model.addAttribute("mistyped", false);
        return "console/delete";
    }

    @PostMapping(PATH + "/delete")
    Object delete(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "") String confirmation,
            @RequestParam(defaultValue = "") String revision,
            Model model) {
        if (!confirmation.strip().equals(name)) {
            deletion(name, how, false, model);
            model.addAttribute("mistyped", true);
            return "console/delete";
        }
        if (commands.get(name).state() == EnvironmentState.DELETING && how.isEmpty()) {
            return ConsoleRedirect.to("/console/environments/" + name);
        }
        return attempt(name, "delete" + query(how), () -> {
            if (how.equals("abandon")) {
                commands.abandon(name, caller(), ShownRevision.parse(revision));
            } else {
                commands.delete(name, how.equals("force"), caller(), ShownRevision.parse(revision));
            }
        });
    }

    private void deletion(String name, String how, boolean changed, Model model) {
        Environment environment = prepare(name, changed, model);
        boolean abandons = how.equals("abandon");
        boolean forces = how.equals("force");
        model.addAttribute("how", abandons || forces ? how : "");
        planInto(
                model,
                () -> abandons ? planner.planAbandonment(environment) : planner.planDeletion(environment, forces));
        model.addAttribute(
                "curl",
                CurlCommand.send("DELETE", "/environments/" + name + (abandons || forces ? "?" + how + "=true" : "")));
    }

    private Environment prepare(String name, boolean changed, Model model) {
        Environment environment = commands.get(name);
        model.addAttribute("name", name);
        model.addAttribute("state", environment.state());
        model.addAttribute("revision", ShownRevision.of(environment));
        model.addAttribute("changed", changed);
        return environment;
    }

    /** Where AWS cannot be read, the page says so, and can be sent all the same: the workflow tries again for an hour. */
    private static void planInto(Model model, Supplier<Plan> plan) {
        try {
            model.addAttribute("plan", PlanLines.of(plan.get()));
            model.addAttribute("unplanned", null);
        } catch (PlanningException unreadable) {
            model.addAttribute("plan", null);
            model.addAttribute("unplanned", unreadable.getMessage());
        }
    }

    private static View attempt(String name, String page, Runnable command) {
        try {
            command.run();
            return ConsoleRedirect.to("/console/environments/" + name);
        } catch (EnvironmentException refused) {
            if (refused.reason() != EnvironmentException.Reason.REVISION_MISMATCH) {
                throw refused;
            }
            return ConsoleRedirect.to(
                    "/console/environments/" + name + "/" + page + (page.contains("?") ? "&" : "?") + "changed=true");
        }
    }

    private static String query(String how) {
        return how.equals("force") || how.equals("abandon") ? "?how=" + how : "";
    }

    private static String caller() {
        return Caller.current().name();
    }
}
