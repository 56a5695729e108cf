package io.tableflow.iam.console.overview;

import io.tableflow.iam.TableflowProperties;
import io.tableflow.iam.audit.ChainValidation;
import io.tableflow.iam.audit.ChainValidator;
import io.tableflow.iam.audit.SealingWorker;
import io.tableflow.iam.common.AuditEventType;
import io.tableflow.iam.console.overview.DeliveryPageQueries.DeliveryLine;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.console.page.CurlCommand;
import io.tableflow.iam.console.page.PageStart;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is about no single environment: callbacks, the audit trail, accounts and orphans. */
@Controller
@ConditionalOnConsole
class OverviewController {

    private final DeliveryPageQueries deliveries;
    private final AuditPageQueries trail;
    private final AccountPageQueries accounts;
    private final SealingWorker sealing;
    private final ChainValidator validator;
    private final TableflowProperties properties;

    /** A validation reads the whole trail, so a node runs one at a time. */
    private final Semaphore turn = new Semaphore(1);

    OverviewController(
            DeliveryPageQueries deliveries,
            AuditPageQueries trail,
            AccountPageQueries accounts,
            SealingWorker sealing,
            ChainValidator validator,
            TableflowProperties properties) {
        this.deliveries = deliveries;
        this.trail = trail;
        this.accounts = accounts;
        this.sealing = sealing;
        this.validator = validator;
        this.properties = properties;
    }

    @GetMapping("/console/deliveries")
    String deliveries(@RequestParam(defaultValue = "") String after, Model model) {
        List<DeliveryLine> found = deliveries.page(PageStart.before(after));
        model.addAttribute(
                "deliveries", found.stream().limit(DeliveryPageQueries.PAGE).toList());
        model.addAttribute(
                "next",
                found.size() > DeliveryPageQueries.PAGE
                        ? found.get(DeliveryPageQueries.PAGE - 1).number()
                        : null);
        model.addAttribute("curl", CurlCommand.get("/webhooks/confluent/provider-integrations/deliveries"));
        return "console/deliveries";
    }

    @GetMapping("/console/audit")
    String audit(
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        model.addAttribute("environment", environment);
        model.addAttribute("type", type);
        model.addAttribute("actor", actor);
        model.addAttribute("types", AuditEventType.NAMES);
        model.addAttribute(
                "trail", TrailPage.of(trail.page(environment.strip(), type, actor.strip(), PageStart.before(after))));
        model.addAttribute(
                "curl",
                CurlCommand.get("/events?"
                        + (environment.isBlank() ? "" : "environment=" + CurlCommand.encode(environment.strip()) + "&")
                        + (type.isEmpty() ? "" : "type=" + CurlCommand.encode(type) + "&")
                        + "limit=50"));
        return "console/audit";
    }

    @GetMapping("/console/audit/validation")
    String validation(Model model) {
        if (!turn.tryAcquire()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The trail is being validated already; ask again.")
                    .retryAfter(Duration.ofSeconds(5));
        }
        try {
            sealing.sealNow();
            ChainValidation validation = validator.validate();
            model.addAttribute("validation", validation);
            model.addAttribute("curl", CurlCommand.get("/events/verification"));
            return "console/validation";
        } finally {
            turn.release();
        }
    }

    @GetMapping("/console/accounts")
    String accounts(Model model) {
        model.addAttribute("accounts", accounts.accounts());
        model.addAttribute("interval", properties.drift().interval());
        return "console/accounts";
    }

    @GetMapping("/console/orphans")
    String orphans(Model model) {
        model.addAttribute("orphans", accounts.orphans());
        model.addAttribute("left", accounts.leftIntegrations());
        model.addAttribute("curl", CurlCommand.get("/orphans"));
        return "console/orphans";
    }
}
