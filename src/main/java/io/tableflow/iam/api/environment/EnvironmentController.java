package io.tableflow.iam.api.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.environment.request.EnvironmentRequest;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.application.SpecPermissions;
import io.tableflow.iam.compliance.ComplianceReports;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import io.tableflow.iam.planning.Plan;
import io.tableflow.iam.planning.Planner;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Creates, shows, changes and deletes environments. */
@RestController
@RequestMapping("/environments")
class EnvironmentController implements EnvironmentApi {

    private final EnvironmentCommands commands;
    private final EnvironmentQueries reader;
    private final Planner planner;
    private final ComplianceReports compliance;
    private final SpecPermissions permissions;
    private final IdempotencyKeys idempotencyKeys;
    private final AcceptedResponse accepted;
    private final ApplicationEventPublisher events;

    EnvironmentController(
            EnvironmentCommands commands,
            EnvironmentQueries reader,
            Planner planner,
            ComplianceReports compliance,
            SpecPermissions permissions,
            IdempotencyKeys idempotencyKeys,
            AcceptedResponse accepted,
            ApplicationEventPublisher events) {
        this.commands = commands;
        this.reader = reader;
        this.planner = planner;
        this.compliance = compliance;
        this.permissions = permissions;
        this.idempotencyKeys = idempotencyKeys;
        this.accepted = accepted;
        this.events = events;
    }

    @Override
    @PostMapping
    public ResponseEntity<EnvironmentView> create(
            @RequestBody EnvironmentRequest request,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        EnvironmentSpec spec = visibleSpec(request);
        BooleanParameter.require(false, "dryRun", dryRun);
        return idempotencyKeys.once(
                idempotencyKey,
                request,
                commands::isDesired,
                () -> accepted.to(() -> withOwnBucket(spec, () -> commands.create(spec, caller()))));
    }

    @Override
    @PostMapping(params = {"dryRun", "dryRun!=false"})
    public PlanView planCreation(@RequestBody EnvironmentRequest request, @RequestParam String dryRun) {
        EnvironmentSpec spec = visibleSpec(request);
        BooleanParameter.require(true, "dryRun", dryRun);
        permissions.requireOwnBucket(spec);
        return planned(spec, commands.find(spec).orElse(null));
    }

    @Override
    @GetMapping
    public Page<EnvironmentView> list(
            @RequestParam(required = false) @Nullable EnvironmentState state,
            @RequestParam(required = false) @Nullable String q,
            Paging paging) {
        return reader.page(state, q, paging);
    }

    @Override
    @GetMapping("/{name}")
    public ResponseEntity<EnvironmentView> get(@PathVariable String name) {
        return reader.get(name).answer(ResponseEntity.ok());
    }

    @Override
    @PutMapping("/{name}")
    public ResponseEntity<EnvironmentView> update(
            @PathVariable String name,
            @RequestBody EnvironmentRequest request,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        EnvironmentSpec spec = permittedSpec(request);
        BooleanParameter.require(false, "dryRun", dryRun);
        ExpectedRevision expected = Etags.expected(ifMatch);
        return accepted.to(() -> withOwnBucket(spec, () -> commands.update(name, spec, caller(), expected)));
    }

    @Override
    @PutMapping(
            path = "/{name}",
            params = {"dryRun", "dryRun!=false"})
    public PlanView planUpdate(
            @PathVariable String name,
            @RequestBody EnvironmentRequest request,
            @RequestParam String dryRun,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        EnvironmentSpec spec = permittedSpec(request);
        BooleanParameter.require(true, "dryRun", dryRun);
        EnvironmentCommands.PlannedUpdate planned = commands.planUpdate(name, spec, Etags.expected(ifMatch));
        permissions.requireOwnBucket(spec);
        return planned(planned.spec(), planned.environment());
    }

    @Override
    @DeleteMapping("/{name}")
    public ResponseEntity<EnvironmentView> delete(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String force,
            @RequestParam(required = false) @Nullable String abandon,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        boolean forced = BooleanParameter.isSet("force", force);
        boolean abandoned = isAbandoned(abandon, forced);
        BooleanParameter.require(false, "dryRun", dryRun);
        ExpectedRevision expected = Etags.expected(ifMatch);
        return accepted.to(() -> abandoned
                ? commands.abandon(name, caller(), expected)
                : commands.delete(name, forced, caller(), expected));
    }

    @Override
    @DeleteMapping(
            path = "/{name}",
            params = {"dryRun", "dryRun!=false"})
    public PlanView planDeletion(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String force,
            @RequestParam(required = false) @Nullable String abandon,
            @RequestParam String dryRun,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        boolean forced = BooleanParameter.isSet("force", force);
        boolean abandoned = isAbandoned(abandon, forced);
        BooleanParameter.require(true, "dryRun", dryRun);
        Environment environment = commands.planDeletion(name, Etags.expected(ifMatch));
        return PlanView.of(
                abandoned ? planner.planAbandonment(environment) : planner.planDeletion(environment, forced),
                List.of());
    }

    private PlanView planned(EnvironmentSpec spec, @Nullable Environment existing) {
        Plan plan = planner.plan(spec, existing);
        return PlanView.of(plan, compliance.newlyFailing(spec, existing, plan.documents()));
    }

    /** An abandonment calls nothing in AWS, so it can force nothing there. */
    private static boolean isAbandoned(@Nullable String abandon, boolean forced) {
        boolean abandoned = BooleanParameter.isSet("abandon", abandon);
        if (abandoned && forced) {
            throw ProblemException.invalid("force", "must be left out with abandon, which detaches nothing");
        }
        return abandoned;
    }

    /** The requested spec, if the caller's token may have an environment with that name. */
    private EnvironmentSpec visibleSpec(EnvironmentRequest request) {
        EnvironmentSpec spec = request.toSpec(planner.defaultRegion());
        EnvironmentVisibility.ofCaller().require(spec.name(), events);
        permissions.require(spec);
        return spec;
    }

    /** The requested spec of an existing environment, if the caller's token may name what it names. */
    private EnvironmentSpec permittedSpec(EnvironmentRequest request) {
        EnvironmentSpec spec = request.toSpec(planner.defaultRegion());
        permissions.require(spec);
        return spec;
    }

    /** Stores a spec in the transaction that checked whose bucket it has. */
    private Environment withOwnBucket(EnvironmentSpec spec, Supplier<Environment> command) {
        permissions.requireOwnBucket(spec);
        return command.get();
    }

    private static String caller() {
        return Caller.current().name();
    }
}
