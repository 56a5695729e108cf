package io.tableflow.iam.access;

import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemCode;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.http.request.Caller;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Refuses a spec that names what the caller may not name: 403, and an event in the audit trail. */
@Component
public class SpecRefusals {

    private final ApplicationEventPublisher events;

    SpecRefusals(ApplicationEventPublisher events) {
        this.events = events;
    }

    /**
     * Refuses these fields.
     *
     * @throws ProblemException always: 403, naming each of them
     */
    public void refuse(List<FieldError> errors) {
        String why = "The token is limited, and may not name everything that the spec names: "
                + errors.stream().map(FieldError::field).collect(Collectors.joining(", ")) + ".";
        events.publishEvent(new AccessDeniedEvent.AccessRefused(Caller.current().name(), why));
        throw new ProblemException(ProblemCode.FORBIDDEN, why, errors);
    }
}
