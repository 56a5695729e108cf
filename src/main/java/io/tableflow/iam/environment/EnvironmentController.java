package io.tableflow.iam.environment;

import io.tableflow.iam.web.Etags;
import io.tableflow.iam.web.IdempotencyKeys;
import io.tableflow.iam.web.Page;
import io.tableflow.iam.web.Paging;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The environments: asked for, looked at, retried, let go. */
@RestController
@RequestMapping("/environments")
class EnvironmentController {

    /** A step takes a fraction of a second; asking more often than this shows nothing new. */
    private static final Duration POLL_AFTER = Duration.ofSeconds(1);

    private final EnvironmentRequests requests;
    private final Environments environments;
    private final EnvironmentAssembler assembler;
    private final Planner planner;
    private final IdempotencyKeys idempotencyKeys;

    EnvironmentController(
            EnvironmentRequests requests,
            Environments environments,
            EnvironmentAssembler assembler,
            Planner planner,
            IdempotencyKeys idempotencyKeys) {
        this.requests = requests;
        this.environments = environments;
        this.assembler = assembler;
        this.planner = planner;
        this.idempotencyKeys = idempotencyKeys;
    }

    @PostMapping
    ResponseEntity<?> create(
            @RequestBody EnvironmentRequest request,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        EnvironmentSpec spec = request.toSpec(planner.defaultRegion());
        if (dryRun) {
            return ResponseEntity.ok(planner.plan(spec, requests.find(spec).orElse(null)));
        }
        return idempotencyKeys.once(idempotencyKey, request, () -> accepted(requests.create(spec)));
    }

    @GetMapping
    Page<EnvironmentResource> list(
            @RequestParam(required = false) @Nullable EnvironmentState state, @ParameterObject Paging paging) {
        String after = paging.after() == null ? "" : paging.after();
        List<Environment> found = environments.page(state, after, Limit.of(paging.fetch()));
        return Page.of(assembler.toResources(found), paging, EnvironmentResource::name);
    }

    @GetMapping("/{name}")
    ResponseEntity<EnvironmentResource> get(@PathVariable String name) {
        Environment environment = requests.get(name);
        return ResponseEntity.ok().eTag(Etags.of(environment.revision())).body(assembler.toResource(environment));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<EnvironmentResource> delete(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return accepted(requests.delete(name, ifMatch));
    }

    @PostMapping("/{name}/retry")
    ResponseEntity<EnvironmentResource> retry(
            @PathVariable String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        return idempotencyKeys.once(idempotencyKey, name, () -> accepted(requests.retry(name)));
    }

    private ResponseEntity<EnvironmentResource> accepted(Environment environment) {
        return ResponseEntity.accepted()
                .location(URI.create("/environments/" + environment.name()))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(POLL_AFTER.toSeconds()))
                .eTag(Etags.of(environment.revision()))
                .body(assembler.toResource(environment));
    }
}
