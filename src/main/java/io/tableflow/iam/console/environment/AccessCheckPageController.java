package io.tableflow.iam.console.environment;

import io.tableflow.iam.accesscheck.AccessCheckException;
import io.tableflow.iam.accesscheck.AccessChecks;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.FormProblem;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** May this principal take this action? Answered by the live documents of the environment's role; nothing is changed. */
@Controller
@ConditionalOnConsole
class AccessCheckPageController {

    private static final String PATH = "/console/environments/{name}/access-check";
    private static final String PAGE = "console/access-check";

    /** Those that Tableflow needs, for the field's suggestions. */
    private static final List<String> ACTIONS = List.of(
            "sts:AssumeRole",
            "sts:TagSession",
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
            "s3:ListBucket",
            "glue:GetTable",
            "glue:CreateTable",
            "glue:UpdateTable",
            "kms:GenerateDataKey",
            "kms:Decrypt");

    private final EnvironmentPageQueries pages;
    private final EnvironmentCommands commands;
    private final AccessChecks checks;

    AccessCheckPageController(EnvironmentPageQueries pages, EnvironmentCommands commands, AccessChecks checks) {
        this.pages = pages;
        this.commands = commands;
        this.checks = checks;
    }

    @GetMapping(PATH)
    String form(@PathVariable String name, @RequestParam(defaultValue = "") String action, Model model) {
        FormProblem.none(model);
        prepare(name, AccessForm.first(commands.get(name), action), model);
        return PAGE;
    }

    /** A POST, so that external ids are in no URL. */
    @PostMapping(PATH)
    String ask(
            @PathVariable String name,
            @RequestParam Map<String, String> fields,
            Model model,
            HttpServletResponse response) {
        AccessForm form = AccessForm.of(fields);
        FormProblem.none(model);
        prepare(name, form, model);
        try {
            model.addAttribute("answer", AccessAnswer.of(checks.live(form.question(), commands.get(name))));
            model.addAttribute("curl", CurlCommand.send("POST", "/access-checks", form.toJson(name)));
        } catch (ProblemException | AccessCheckException failure) {
            FormProblem.show(failure, model, response);
        }
        return PAGE;
    }

    private void prepare(String name, AccessForm form, Model model) {
        model.addAttribute("page", pages.get(name));
        model.addAttribute("tab", "access-check");
        model.addAttribute("form", form);
        model.addAttribute("actions", ACTIONS);
        model.addAttribute("answer", null);
        model.addAttribute("curl", null);
    }
}
