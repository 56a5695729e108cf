package io.tableflow.iam.api.environment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tableflow.iam.confluent.tableflow.CatalogVerdict;
import io.tableflow.iam.confluent.tableflow.TableflowProblem;
import io.tableflow.iam.confluent.tableflow.TableflowVerdict;
import io.tableflow.iam.confluent.tableflow.TopicVerdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Confluent says of Tableflow's work, as callers see it. */
@Schema(
        name = "TableflowStatus",
        description =
                "What Confluent itself last said of the Tableflow topics and catalog integrations that use the integration.")
public record TableflowStatusView(
        @Schema(description = "When Confluent last answered; null: not yet.") @Nullable
        Instant checkedAt,

        @Schema(description = "How many topics there are.", example = "1")
        int topicCount,

        @Schema(description = "The topics, those with problems first, 20 at most.")
        List<Topic> topics,

        @Schema(description = "The integrations with Glue, those with problems first, 20 at most.")
        List<Catalog> catalogs) {

    /** A topic. */
    @Schema(name = "TableflowTopic", description = "A topic that Tableflow materializes.")
    public record Topic(
            @Schema(description = "Its name.", example = "orders")
            String name,

            @Schema(description = "Its Kafka cluster.", example = "lkc-abc12")
            String kafkaCluster,

            @Schema(description = "Confluent's word for how it is: PENDING, RUNNING, FAILED.", example = "RUNNING")
            String phase,

            @Schema(description = "Whether Tableflow has suspended it.")
            boolean suspended,

            @Schema(
                    description = "The bucket that it is written to; null where that is not by this integration.",
                    example = "dev-confluent-topics-backup")
            @Nullable
            String bucket,

            @Schema(description = "What is wrong; empty: nothing.")
            List<Problem> problems) {

        static Topic of(TopicVerdict topic) {
            return new Topic(
                    topic.name(),
                    topic.kafkaCluster(),
                    topic.phase(),
                    topic.suspended(),
                    topic.bucket(),
                    Problem.of(topic.problems()));
        }
    }

    /** A catalog integration. */
    @Schema(name = "TableflowCatalog", description = "An integration of a Kafka cluster with a Glue catalog.")
    public record Catalog(
            @Schema(description = "Its id.", example = "tci-abc123")
            String id,

            @Schema(description = "What people call it; null where Confluent does not say.", example = "glue") @Nullable
            String displayName,

            @Schema(description = "Its Kafka cluster.", example = "lkc-abc12")
            String kafkaCluster,

            @Schema(
                    description = "Confluent's word for how it is: PENDING, CONNECTED, FAILED. It is PENDING until one"
                            + " topic has been materialized.",
                    example = "CONNECTED")
            String phase,

            @Schema(description = "Whether Tableflow has suspended it.")
            boolean suspended,

            @Schema(description = "What is wrong; empty: nothing.")
            List<Problem> problems) {

        static Catalog of(CatalogVerdict catalog) {
            return new Catalog(
                    catalog.id(),
                    catalog.displayName(),
                    catalog.kafkaCluster(),
                    catalog.phase(),
                    catalog.suspended(),
                    Problem.of(catalog.problems()));
        }
    }

    /** Something that is wrong. */
    @Schema(name = "TableflowProblem", description = "What Confluent says is wrong, and what that means for IAM.")
    public record Problem(
            @Schema(
                    description = "Where: materialization, a table format, a catalog, or that it is suspended.",
                    example = "materialization")
            String at,

            @Schema(
                    description = "Confluent's own words, 500 characters at most; null: it says none.",
                    example = "Unable to assume the IAM role")
            @Nullable
            String text,

            @Schema(
                    description = "What kind of cause the words speak of, in one CamelCase word for programs.",
                    example = "RoleNotAssumed")
            String cause,

            @Schema(description = "What it means.") String meaning,

            @Schema(
                    description =
                            "Where this service shows whether it is so: conditions, fields of the spec, calls, checks of the"
                                    + " verification by their names. Empty where it is not about IAM.")
            List<String> shownBy) {

        static List<Problem> of(List<TableflowProblem> problems) {
            return problems.stream()
                    .map(it -> new Problem(
                            it.at(),
                            it.text(),
                            it.cause().reason(),
                            it.cause().meaning(),
                            it.cause().shownBy()))
                    .toList();
        }
    }

    static @Nullable TableflowStatusView of(@Nullable TableflowVerdict verdict) {
        return verdict == null
                ? null
                : new TableflowStatusView(
                        verdict.checkedAt(),
                        verdict.topicCount(),
                        verdict.topics().stream().map(Topic::of).toList(),
                        verdict.catalogs().stream().map(Catalog::of).toList());
    }
}
