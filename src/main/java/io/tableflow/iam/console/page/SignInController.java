package io.tableflow.iam.console.page;

import io.tableflow.iam.access.ConsoleRefusal;
import io.tableflow.iam.access.ConsoleSessions;
import io.tableflow.iam.access.IssuerSignIn;
import io.tableflow.iam.access.SignInRefusedException;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Into the console and out of it. */
@Controller
@ConditionalOnConsole
class SignInController {

    private static final String FORM = "console/sign-in";
    private static final String FIRST_PAGE = "/console/environments";

    /** Pages of the console, and nothing that a browser could read as another host. */
    private static final Pattern OUR_PAGES = Pattern.compile("/console/[A-Za-z0-9/?&=._~%+-]*");

    private final ConsoleSessions sessions;
    private final IssuerSignIn issuers;

    SignInController(ConsoleSessions sessions, IssuerSignIn issuers) {
        this.sessions = sessions;
        this.issuers = issuers;
    }

    @GetMapping({"/", "/console"})
    View begin() {
        return ConsoleRedirect.to(FIRST_PAGE);
    }

    @GetMapping("/console/sign-in")
    String form(@RequestParam(required = false) @Nullable String next, Model model) {
        return form(next, null, model);
    }

    private String form(@Nullable String next, @Nullable String refusal, Model model) {
        model.addAttribute("next", ours(next));
        model.addAttribute("refusal", refusal);
        model.addAttribute("isTokenWrong", false);
        model.addAttribute("issuers", issuers.issuers());
        return FORM;
    }

    @PostMapping("/console/sign-in")
    Object signIn(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(required = false) @Nullable String next,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (sessions.signIn(token, request, response)) {
            return ConsoleRedirect.to(ours(next));
        }
        String page = form(next, "The access token is unknown. Check that you copied all of it.", model);
        model.addAttribute("isTokenWrong", true);
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        return page;
    }

    /** To an issuer, to sign in there. */
    @GetMapping("/console/sign-in/with/{issuer}")
    Object issuer(
            @PathVariable String issuer,
            @RequestParam(required = false) @Nullable String next,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            return ConsoleRedirect.away(issuers.begin(issuer, ours(next), request, response));
        } catch (SignInRefusedException refused) {
            return refused(refused, model, response);
        }
    }

    /** Back from an issuer. */
    @GetMapping(IssuerSignIn.CALLBACK)
    Object back(Model model, HttpServletRequest request, HttpServletResponse response) {
        try {
            return ConsoleRedirect.to(ours(issuers.finish(request, response)));
        } catch (SignInRefusedException refused) {
            return refused(refused, model, response);
        }
    }

    private String refused(SignInRefusedException refused, Model model, HttpServletResponse response) {
        HttpStatus status = refused.isPassing() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.UNAUTHORIZED;
        response.setStatus(status.value());
        return form(null, refused.getMessage(), model);
    }

    @PostMapping("/console/sign-out")
    View signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.signOut(request, response);
        return ConsoleRedirect.to("/console/sign-in");
    }

    /** Where refused requests are forwarded to. */
    @RequestMapping(ConsoleRefusal.PATH)
    String refused(HttpServletRequest request) {
        ConsoleRefusal refusal = ConsoleRefusal.of(request)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "There is no such page."));
        throw new ProblemException(
                ProblemCode.FORBIDDEN,
                refusal.isForged()
                        ? refusal.why() + " It may be too old: go back, load the page again, and send it once more."
                        : refusal.why() + " Sign in with one that has it.");
    }

    /** Any other path of the console. */
    @GetMapping("/console/{page}")
    String nothing() {
        throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such page.");
    }

    private static String ours(@Nullable String next) {
        return next != null && OUR_PAGES.matcher(next).matches() && !next.contains("//") ? next : FIRST_PAGE;
    }
}
