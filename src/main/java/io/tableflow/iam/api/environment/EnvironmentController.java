package io.tableflow.iam.api.environment;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.api.environment.request.EnvironmentRequest;
import io.tableflow.iam.api.idempotency.IdempotencyKeys;
import io.tableflow.iam.api.paging.Etags;
import io.tableflow.iam.api.paging.Page;
import io.tableflow.iam.api.paging.Paging;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.planning.Plan;
import io.tableflow.iam.planning.Planner;
import io.tableflow.iam.planning.PlanningException;
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

/** The environments: asked for, looked at, let go. */
@RestController
@RequestMapping("/environments")
class EnvironmentController implements EnvironmentApi {

    private final EnvironmentCommands requests;
    private final EnvironmentQueries reader;
    private final Planner planner;
    private final IdempotencyKeys idempotencyKeys;
    private final ApplicationEventPublisher events;

    EnvironmentController(
            EnvironmentCommands requests,
            EnvironmentQueries reader,
            Planner planner,
            IdempotencyKeys idempotencyKeys,
            ApplicationEventPublisher events) {
        this.requests = requests;
        this.reader = reader;
        this.planner = planner;
        this.idempotencyKeys = idempotencyKeys;
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
        return idempotencyKeys.once(idempotencyKey, request, () -> AcceptedResponse.answer(requests.create(spec)));
    }

    @Override
    @PostMapping(params = {"dryRun", "dryRun!=false"})
    public Plan planCreation(@RequestBody EnvironmentRequest request, @RequestParam String dryRun) {
        EnvironmentSpec spec = visibleSpec(request);
        BooleanParameter.require(true, "dryRun", dryRun);
        return plan(spec, requests.find(spec).orElse(null));
    }

    @Override
    @GetMapping
    public Page<EnvironmentView> list(@RequestParam(required = false) @Nullable EnvironmentState state, Paging paging) {
        return reader.page(state, paging);
    }

    @Override
    @GetMapping("/{name}")
    public ResponseEntity<EnvironmentView> get(@PathVariable String name) {
        EnvironmentView environment = reader.get(name);
        return ResponseEntity.ok().eTag(Etags.of(environment.revision())).body(environment);
    }

    @Override
    @PutMapping("/{name}")
    public ResponseEntity<EnvironmentView> update(
            @PathVariable String name,
            @RequestBody EnvironmentRequest request,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        EnvironmentSpec spec = request.toSpec(planner.defaultRegion());
        BooleanParameter.require(false, "dryRun", dryRun);
        return AcceptedResponse.answer(requests.update(name, spec, ifMatch));
    }

    @Override
    @PutMapping(
            path = "/{name}",
            params = {"dryRun", "dryRun!=false"})
    public Plan planUpdate(
            @PathVariable String name,
            @RequestBody EnvironmentRequest request,
            @RequestParam String dryRun,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        EnvironmentSpec spec = request.toSpec(planner.defaultRegion());
        BooleanParameter.require(true, "dryRun", dryRun);
        EnvironmentCommands.Planned planned = requests.plan(name, spec, ifMatch);
        return plan(planned.spec(), planned.environment());
    }

    @Override
    @DeleteMapping("/{name}")
    public ResponseEntity<EnvironmentView> delete(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String force,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return AcceptedResponse.answer(requests.delete(name, BooleanParameter.isSet("force", force), ifMatch));
    }

    /** What is asked for, if the caller's token may have an environment of that name. */
    private EnvironmentSpec visibleSpec(EnvironmentRequest request) {
        EnvironmentSpec spec = request.toSpec(planner.defaultRegion());
        EnvironmentVisibility.ofCaller().require(spec.name(), events);
        return spec;
    }

    private Plan plan(EnvironmentSpec spec, @Nullable Environment existing) {
        try {
            return planner.plan(spec, existing);
        } catch (PlanningException failure) {
            throw PlanningProblems.of(failure);
        }
    }
}
