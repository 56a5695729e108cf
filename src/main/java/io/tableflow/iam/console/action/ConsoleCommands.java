package io.tableflow.iam.console.action;

import io.tableflow.iam.access.EnvironmentVisibility;
import io.tableflow.iam.application.SpecPermissions;
import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.environment.EnvironmentCommands;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.request.Caller;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a spec that was asked for in the console becomes, after the same checks as in the API. */
@Component
@ConditionalOnConsole
class ConsoleCommands {

    private final EnvironmentCommands commands;
    private final SpecPermissions permissions;
    private final ApplicationEventPublisher events;

    ConsoleCommands(EnvironmentCommands commands, SpecPermissions permissions, ApplicationEventPublisher events) {
        this.commands = commands;
        this.permissions = permissions;
        this.events = events;
    }

    /**
     * Checks that the caller may create an environment of that name.
     *
     * @throws io.tableflow.iam.http.problem.ProblemException 403 if not
     */
    void requireName(EnvironmentSpec spec) {
        EnvironmentVisibility.ofCaller().require(spec.name(), events);
    }

    /**
     * Checks that the caller may name what a spec names, outside of a transaction.
     *
     * @throws io.tableflow.iam.http.problem.ProblemException 403 if not
     */
    void require(EnvironmentSpec spec) {
        permissions.require(spec);
    }

    /** Checks that the bucket is nobody else's, as far as the caller must not know whose. */
    @Transactional
    public void requireOwnBucket(EnvironmentSpec spec) {
        permissions.requireOwnBucket(spec);
    }

    /** Once it exists, to create it again with the same spec changes nothing: a form that is sent twice does no harm. */
    @Transactional
    public void create(EnvironmentSpec spec) {
        permissions.requireOwnBucket(spec);
        commands.create(spec, Caller.current().name());
    }

    @Transactional
    public void update(String name, EnvironmentSpec spec, ExpectedRevision expected) {
        permissions.requireOwnBucket(spec);
        commands.update(name, spec, Caller.current().name(), expected);
    }
}
