package io.tableflow.iam.localaws;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * IAM's reports on what a role has used: S3 without its actions, as IAM does not track objects, and Glue with two of them, of which one
 * was used. A report is in progress at the first look, and is shown to whoever has asked for it, and to nobody else.
 */
final class LastAccessedActions {

    private LastAccessedActions() {}

    /** A report that somebody has asked for. */
    static final class Job {
        private final Role role;
        private final String owner;
        private boolean isLookedAt;

        Job(Role role, String owner) {
            this.role = role;
            this.owner = owner;
        }
    }

    static Map<String, Call.Operation> operations() {
        return Map.of(
                "GenerateServiceLastAccessedDetails",
                LastAccessedActions::generate,
                "GetServiceLastAccessedDetails",
                LastAccessedActions::get);
    }

    private static void generate(Call call) {
        String arn = call.request().required("Arn");
        Role role = RoleArn.parse(arn)
                .flatMap(call.state()::findRole)
                .orElseThrow(() -> AwsError.noSuchEntity("ARN " + arn + " does not exist."));
        String id = UUID.randomUUID().toString();
        call.state().jobs().put(id, new Job(role, call.caller().arn()));
        call.answer().text("JobId", id);
    }

    private static void get(Call call) {
        String id = call.request().required("JobId");
        Job job = call.state().jobs().get(id);
        if (job == null || !job.owner.equals(call.caller().arn())) {
            throw AwsError.noSuchEntity("Job " + id + " does not exist.");
        }
        XmlAnswer answer = call.answer();
        answer.time("JobCreationDate", call.now());
        if (!job.isLookedAt) {
            job.isLookedAt = true;
            answer.text("JobStatus", "IN_PROGRESS").list("ServicesLastAccessed", List.of(), it -> {});
            return;
        }
        answer.text("JobStatus", "COMPLETED").time("JobCompletionDate", call.now());
        answer.text("IsTruncated", "false");
        List<String> services = call.state().tellsUse() ? List.of("s3", "glue") : List.of();
        answer.list("ServicesLastAccessed", services, service -> {
            answer.text("ServiceName", service).text("ServiceNamespace", service);
            job.role
                    .lastUsed()
                    .ifPresent(
                            at -> answer.time("LastAuthenticated", at).text("LastAuthenticatedRegion", "eu-central-1"));
            if (service.equals("glue")) {
                answer.list("TrackedActionsLastAccessed", List.of("GetTable", "DeleteDatabase"), action -> {
                    answer.text("ActionName", action);
                    job.role
                            .lastUsed()
                            .filter(at -> action.equals("GetTable"))
                            .ifPresent(at ->
                                    answer.time("LastAccessedTime", at).text("LastAccessedRegion", "eu-central-1"));
                });
            }
        });
    }
}
