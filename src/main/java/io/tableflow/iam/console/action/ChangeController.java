package io.tableflow.iam.console.action;

import io.tableflow.iam.application.SpecReader;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.FormProblem;
import io.tableflow.iam.console.page.ShownRevision;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.EnvironmentException;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.planning.Planner;
import io.tableflow.iam.policy.document.PolicyDiff;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives an environment another spec: the form, the plan, and then the change. If somebody else has changed it since the form was
 * shown, nothing is done, and their change is shown.
 */
@Controller
@ConditionalOnConsole
class ChangeController {

    private static final String PATH = "/console/environments/{name}/change";
    private static final String FORM = "console/change";

    private final SpecReader specs;
    private final ConsoleCommands console;
    private final EnvironmentCommands commands;
    private final Planner planner;
    private final JsonMapper json;

    ChangeController(
            SpecReader specs, ConsoleCommands console, EnvironmentCommands commands, Planner planner, JsonMapper json) {
        this.specs = specs;
        this.console = console;
        this.commands = commands;
        this.planner = planner;
        this.json = json;
    }

    @GetMapping(PATH)
    String form(@PathVariable String name, Model model) {
        Environment environment = commands.get(name);
        FormProblem.none(model);
        prepare(environment, text(environment), model);
        model.addAttribute("form", SpecForm.of(environment.spec(), json));
        return FORM;
    }

    @PostMapping(PATH + "/plan")
    String plan(
            @PathVariable String name,
            @RequestParam Map<String, String> fields,
            @RequestParam(defaultValue = "") String revision,
            @RequestParam(defaultValue = "") String base,
            Model model,
            HttpServletResponse response) {
        Environment environment = commands.get(name);
        FormProblem.none(model);
        prepare(environment, text(environment), model);
        SpecForm form = SpecForm.of(fields);
        model.addAttribute("form", form);
        try {
            String body = form.toJson();
            EnvironmentSpec spec = specs.read(body);
            console.require(spec);
            EnvironmentCommands.PlannedUpdate planned = commands.planUpdate(name, spec, ShownRevision.parse(revision));
            console.requireOwnBucket(spec);
            model.addAttribute("plan", PlanLines.of(planner.plan(planned.spec(), planned.environment())));
            model.addAttribute("spec", body);
            model.addAttribute("curl", CurlCommand.send("PUT", "/environments/" + name, body));
        } catch (RuntimeException failure) {
            refuse(failure, base, environment, model, response);
        }
        return FORM;
    }

    @PostMapping(PATH)
    Object change(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String spec,
            @RequestParam(defaultValue = "") String revision,
            @RequestParam(defaultValue = "") String base,
            Model model,
            HttpServletResponse response) {
        EnvironmentSpec requested = specs.read(spec);
        try {
            console.require(requested);
            console.update(name, requested, ShownRevision.parse(revision));
            return ConsoleRedirect.to("/console/environments/" + name);
        } catch (RuntimeException failure) {
            Environment environment = commands.get(name);
            // The same form, sent twice: it was done the first time.
            if (isRace(failure) && environment.spec().equals(requested)) {
                return ConsoleRedirect.to("/console/environments/" + name);
            }
            FormProblem.none(model);
            prepare(environment, text(environment), model);
            model.addAttribute("form", SpecForm.of(requested, json));
            refuse(failure, base, environment, model, response);
            return FORM;
        }
    }

    private static void prepare(Environment environment, String base, Model model) {
        model.addAttribute("name", environment.name());
        model.addAttribute("region", environment.spec().regions().getFirst());
        model.addAttribute("revision", ShownRevision.of(environment));
        model.addAttribute("base", base);
    }

    /** A lost race shows what the other has changed; the form then is for what they have made of it. */
    private void refuse(
            RuntimeException failure, String base, Environment now, Model model, HttpServletResponse response) {
        FormProblem.show(failure, model, response);
        if (isRace(failure)) {
            model.addAttribute("race", PolicyDiff.ofTexts(base, text(now)));
        }
    }

    private static boolean isRace(RuntimeException failure) {
        return failure instanceof EnvironmentException refused
                && refused.reason() == EnvironmentException.Reason.REVISION_MISMATCH;
    }

    private String text(Environment environment) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(environment.spec());
    }
}
