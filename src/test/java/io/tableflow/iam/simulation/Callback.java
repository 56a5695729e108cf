package io.tableflow.iam.simulation;

import io.tableflow.iam.testing.ConfluentPipeline;
import io.tableflow.iam.testing.ExpectedTrusts;
import tools.jackson.databind.JsonNode;

/**
 * An integration of one environment.
 *
 * @param number from 1; 0 is the one that an adopted role lets in
 */
record Callback(String environment, int number) {

    String principal() {
        return "arn:aws:iam::851725421142:role/cspi-%s-%d".formatted(environment, number);
    }

    String externalId() {
        return "external-%s-%d".formatted(environment, number);
    }

    /** Confluent's object. */
    String document() {
        return ConfluentPipeline.document(environment, principal(), externalId());
    }

    /** The trust that lets it in, and nobody else. */
    JsonNode trust() {
        return ExpectedTrusts.exactly(principal(), externalId());
    }
}
