package io.tableflow.iam.api.terraform;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.terraform.TerraformMode;
import io.tableflow.iam.terraform.TerraformRenderer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An environment as Terraform configuration, to leave with or to refer to. */
@RestController
class TerraformController implements TerraformApi {

    private static final MediaType PLAIN_TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final EnvironmentCommands commands;

    TerraformController(EnvironmentCommands commands) {
        this.commands = commands;
    }

    @Override
    @GetMapping(path = "/environments/{name}/terraform", produces = MediaType.TEXT_PLAIN_VALUE)
    @Transactional(readOnly = true)
    public ResponseEntity<String> terraform(
            @PathVariable String name, @RequestParam(required = false) @Nullable String mode) {
        TerraformMode chosen = mode(mode);
        Environment environment = commands.get(name);
        return ResponseEntity.ok()
                .contentType(PLAIN_TEXT)
                .body(TerraformRenderer.render(environment, account(environment), chosen));
    }

    /** The account of the resources, once all of them exist. */
    private static AwsAccount account(Environment environment) {
        if (environment.isDeletionRequested()) {
            throw new ProblemException(
                    ProblemCode.ENVIRONMENT_DELETING,
                    "Environment '" + environment.name() + "' is being deleted: there is nothing to manage any more.");
        }
        AwsAccount account = environment.account();
        if (account == null || !environment.desired().generations().wasEverObserved()) {
            throw new ProblemException(
                    ProblemCode.ENVIRONMENT_INCOMPLETE,
                    "Environment '" + environment.name() + "' is " + environment.state() + ": its role and policies do"
                            + " not all exist yet. Ask again when it is AWAITING_INTEGRATION or ACTIVE.");
        }
        return account;
    }

    private static TerraformMode mode(@Nullable String mode) {
        return switch (mode) {
            case null -> TerraformMode.IMPORT;
            case "import" -> TerraformMode.IMPORT;
            case "reference" -> TerraformMode.REFERENCE;
            default -> throw ProblemException.invalid("mode", "must be import or reference");
        };
    }
}
