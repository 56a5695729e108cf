package io.tableflow.iam.console.accessreview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.accessreview.AccessReviews;
import io.tableflow.iam.accessreview.RoleUses;
import io.tableflow.iam.console.environment.EnvironmentPageQueries;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.ConsoleRedirect;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.FormProblem;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the use of an environment's role, and records that somebody has looked at it. */
@Controller
@ConditionalOnConsole
class AccessReviewPageController {

    private static final String PATH = "/console/environments/{name}/access-review";
    private static final String PAGE = "console/access-review";
    private static final int MOST_REVIEWS = 100;

    private final EnvironmentPageQueries pages;
    private final EnvironmentCommands commands;
    private final RoleUses uses;
    private final AccessReviews reviews;
    private final Clock clock;
    private final TableflowProperties properties;

    AccessReviewPageController(
            EnvironmentPageQueries pages,
            EnvironmentCommands commands,
            RoleUses uses,
            AccessReviews reviews,
            Clock clock,
            TableflowProperties properties) {
        this.pages = pages;
        this.commands = commands;
        this.uses = uses;
        this.reviews = reviews;
        this.clock = clock;
        this.properties = properties;
    }

    @GetMapping(PATH)
    String access(@PathVariable String name, Model model) {
        show(commands.get(name), ReviewForm.EMPTY, model);
        return PAGE;
    }

    @PostMapping(PATH)
    Object review(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String nextDue,
            Model model,
            HttpServletResponse response) {
        Environment environment = commands.get(name);
        ReviewForm form = new ReviewForm(note, nextDue);
        try {
            form.check();
            record(environment, form);
            return ConsoleRedirect.to("/console/environments/" + name + "/access-review");
        } catch (ProblemException refused) {
            show(environment, form, model);
            FormProblem.show(refused, model, response);
            return PAGE;
        }
    }

    private void record(Environment environment, ReviewForm form) {
        try {
            reviews.review(environment, Caller.current().name(), form.note().strip(), form.due());
        } catch (IllegalArgumentException outside) {
            throw ProblemException.invalid("nextDue", String.valueOf(outside.getMessage()));
        }
    }

    private void show(Environment environment, ReviewForm form, Model model) {
        FormProblem.none(model);
        model.addAttribute("page", pages.get(environment.name()));
        model.addAttribute("tab", "access-review");
        model.addAttribute(
                "access",
                new RoleUsePage(uses.of(environment), reviews.latest(environment, MOST_REVIEWS), clock.instant()));
        model.addAttribute("form", form);
        model.addAttribute("every", properties.accessReview().reviewEvery().toDays());
        model.addAttribute("curl", CurlCommand.get("/environments/" + environment.name() + "/access"));
    }
}
