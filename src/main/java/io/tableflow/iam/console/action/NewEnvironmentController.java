package io.tableflow.iam.console.action;

import io.tableflow.iam.application.SpecReader;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.FormProblem;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.planning.Planner;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Creates environments: the form, the plan, and then the environment. */
@Controller
@ConditionalOnConsole
class NewEnvironmentController {

    private static final String PATH = "/console/new-environment";
    private static final String FORM = "console/new-environment";

    private final SpecReader specs;
    private final ConsoleCommands console;
    private final EnvironmentCommands commands;
    private final Planner planner;

    NewEnvironmentController(SpecReader specs, ConsoleCommands console, EnvironmentCommands commands, Planner planner) {
        this.specs = specs;
        this.console = console;
        this.commands = commands;
        this.planner = planner;
    }

    @GetMapping(PATH)
    String form(Model model) {
        FormProblem.none(model);
        model.addAttribute("form", SpecForm.empty());
        model.addAttribute("region", planner.defaultRegion());
        return FORM;
    }

    @PostMapping(PATH + "/plan")
    String plan(@RequestParam Map<String, String> fields, Model model, HttpServletResponse response) {
        SpecForm form = SpecForm.of(fields);
        FormProblem.none(model);
        model.addAttribute("form", form);
        model.addAttribute("region", planner.defaultRegion());
        try {
            String json = form.toJson();
            EnvironmentSpec spec = permitted(json);
            console.requireOwnBucket(spec);
            model.addAttribute(
                    "plan", PlanLines.of(planner.plan(spec, commands.find(spec).orElse(null))));
            model.addAttribute("spec", json);
            model.addAttribute("curl", CurlCommand.send("POST", "/environments", json));
        } catch (RuntimeException failure) {
            FormProblem.show(failure, model, response);
        }
        return FORM;
    }

    @PostMapping(PATH)
    Object create(@RequestParam(defaultValue = "") String spec, Model model, HttpServletResponse response) {
        try {
            EnvironmentSpec requested = permitted(spec);
            console.create(requested);
            return ConsoleRedirect.to("/console/environments/" + requested.name());
        } catch (RuntimeException failure) {
            form(model);
            FormProblem.show(failure, model, response);
            return FORM;
        }
    }

    private EnvironmentSpec permitted(String json) {
        EnvironmentSpec spec = specs.read(json);
        console.requireName(spec);
        console.require(spec);
        return spec;
    }
}
