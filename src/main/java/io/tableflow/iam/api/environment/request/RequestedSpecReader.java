package io.tableflow.iam.api.environment.request;

import io.tableflow.iam.application.SpecReader;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.http.json.StrictJson;
import io.tableflow.iam.planning.Planner;
import org.springframework.stereotype.Component;

/** Reads a spec by the rules of {@link EnvironmentRequest}, wherever it comes from. */
@Component
class RequestedSpecReader implements SpecReader {

    private final StrictJson json;
    private final Planner planner;

    RequestedSpecReader(StrictJson json, Planner planner) {
        this.json = json;
        this.planner = planner;
    }

    @Override
    public EnvironmentSpec read(String text) {
        return json.read(text, EnvironmentRequest.class).toSpec(planner.defaultRegion());
    }
}
