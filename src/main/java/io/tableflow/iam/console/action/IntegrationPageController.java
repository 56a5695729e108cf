package io.tableflow.iam.console.action;

import io.tableflow.iam.confluent.IntegrationMessage;
import io.tableflow.iam.confluent.IntegrationMessageParser;
import io.tableflow.iam.confluent.IntegrationService;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.FormProblem;
import io.tableflow.iam.console.page.ShownRevision;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Enters Confluent's integration by hand, or withdraws it, after saying whom the trust would let in. */
@Controller
@ConditionalOnConsole
class IntegrationPageController {

    private static final String PATH = "/console/environments/{name}/integration";
    private static final String FORM = "console/integration";

    private final IntegrationService integrations;
    private final EnvironmentCommands commands;

    IntegrationPageController(IntegrationService integrations, EnvironmentCommands commands) {
        this.integrations = integrations;
        this.commands = commands;
    }

    @GetMapping(PATH)
    String form(@PathVariable String name, Model model) {
        prepare(name, "", model);
        return FORM;
    }

    @PostMapping(PATH + "/plan")
    String plan(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String integration,
            Model model,
            HttpServletResponse response) {
        prepare(name, integration, model);
        try {
            IntegrationMessage message = IntegrationMessageParser.parse(integration);
            model.addAttribute("planned", message);
            model.addAttribute(
                    "curl", CurlCommand.send("PUT", "/environments/" + name + "/integration", integration.strip()));
        } catch (RuntimeException failure) {
            FormProblem.show(failure, model, response);
        }
        return FORM;
    }

    @PostMapping(PATH)
    Object enter(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String integration,
            @RequestParam(defaultValue = "") String revision,
            Model model,
            HttpServletResponse response) {
        try {
            integrations.enter(
                    name,
                    IntegrationMessageParser.parse(integration),
                    Caller.current().name(),
                    ShownRevision.parse(revision));
            return ConsoleRedirect.to("/console/environments/" + name);
        } catch (RuntimeException failure) {
            prepare(name, integration, model);
            FormProblem.show(failure, model, response);
            return FORM;
        }
    }

    @PostMapping(PATH + "/withdraw")
    Object withdraw(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String revision,
            Model model,
            HttpServletResponse response) {
        try {
            integrations.withdraw(name, Caller.current().name(), ShownRevision.parse(revision));
            return ConsoleRedirect.to("/console/environments/" + name);
        } catch (RuntimeException failure) {
            prepare(name, "", model);
            FormProblem.show(failure, model, response);
            return FORM;
        }
    }

    private void prepare(String name, String integration, Model model) {
        Environment environment = commands.get(name);
        FormProblem.none(model);
        model.addAttribute("name", name);
        model.addAttribute("revision", ShownRevision.of(environment));
        model.addAttribute("present", environment.desired().integration());
        model.addAttribute("trusted", environment.observed().trusted());
        model.addAttribute(
                "role",
                environment.observed().resources().role().arn() == null
                        ? "arn:aws:iam::<account>:role/"
                                + environment.spec().names().role()
                        : environment.observed().resources().role().arn());
        model.addAttribute("integration", integration);
        model.addAttribute("planned", null);
    }
}
