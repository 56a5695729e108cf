package io.tableflow.iam.documentation;

import io.tableflow.iam.accessreview.StoredUses;
import io.tableflow.iam.compliance.Waivers;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.revision.PolicyRevisionRepository;
import io.tableflow.iam.verification.VerificationReports;
import java.time.Clock;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what an environment's documentation is written from. */
@Component
public class DocumentationQueries {

    private final EnvironmentCommands commands;
    private final PolicyRevisionRepository revisions;
    private final Waivers waivers;
    private final StoredUses uses;
    private final VerificationReports verifications;
    private final Clock clock;

    DocumentationQueries(
            EnvironmentCommands commands,
            PolicyRevisionRepository revisions,
            Waivers waivers,
            StoredUses uses,
            VerificationReports verifications,
            Clock clock) {
        this.commands = commands;
        this.revisions = revisions;
        this.waivers = waivers;
        this.uses = uses;
        this.verifications = verifications;
        this.clock = clock;
    }

    /**
     * The documentation of an environment as it is now.
     *
     * @throws io.tableflow.iam.environment.EnvironmentException if there is no such environment
     */
    @Transactional(readOnly = true)
    public DocumentationPage page(String name) {
        Environment environment = commands.get(name);
        return EnvironmentDocumentation.of(
                environment,
                environment.conditionsAt(clock.instant()).all(),
                revisions.latest(environment.id(), Limit.of(EnvironmentDocumentation.REVISIONS)),
                waivers.of(environment.id()),
                uses.of(environment.id()),
                verifications.latest(environment).orElse(null));
    }
}
