package io.tableflow.iam.localaws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The operations of STS. */
final class StsService {

    private static final int SHORTEST_SESSION = 900;

    private StsService() {}

    static Map<String, Call.Operation> operations() {
        return Map.of("GetCallerIdentity", StsService::getCallerIdentity, "AssumeRole", StsService::assumeRole);
    }

    private static void getCallerIdentity(Call call) {
        call.answer()
                .text("Arn", call.caller().arn())
                .text("UserId", call.caller().userId())
                .text("Account", call.caller().account());
    }

    private static void assumeRole(Call call) {
        QueryRequest request = call.request();
        String roleArn = request.required("RoleArn");
        RoleArn arn = RoleArn.parse(roleArn).orElseThrow(() -> AwsError.validation(roleArn + " is invalid"));
        String sessionName = ParameterLimits.roleSessionName(request);
        ParameterLimits.externalId(request);
        Tags.of(request);
        int seconds = request.integer("DurationSeconds", SHORTEST_SESSION, ParameterLimits.LONGEST_SESSION_LIMIT)
                .orElse(ParameterLimits.DEFAULT_SESSION_SECONDS);

        Session session = call.state().hosts(arn.account())
                ? hostedSession(call, arn, sessionName, seconds)
                : Session.begin(arn, UniqueIds.role(), false, sessionName, end(call, seconds));
        call.state().sessions().add(session);
        write(call, session);
    }

    private static Session hostedSession(Call call, RoleArn arn, String sessionName, int seconds) {
        Role role = call.state()
                .findRole(arn)
                .orElseThrow(() -> AwsError.accessDenied(call.caller().arn(), "sts:AssumeRole", arn.toString()));
        PolicyDocument trust = PolicyDocument.parse(TrustPrincipals.render(role.trust(), call.state()));
        RequestContext context = RequestContext.of(call.request(), call.caller(), call.now());
        TrustEvaluator evaluator = new TrustEvaluator(trust, call.caller(), context);
        for (String action : actions(call.request())) {
            if (!evaluator.allows(action)) {
                TrailService.record(call, arn, "AccessDenied");
                throw AwsError.accessDenied(call.caller().arn(), action, arn.toString());
            }
        }
        checkDuration(call, role, seconds);
        role.used(call.now());
        TrailService.record(call, arn, "");
        return Session.begin(arn, role.id(), true, sessionName, end(call, seconds));
    }

    /** Tags and a source identity need a permission of their own. */
    private static List<String> actions(QueryRequest request) {
        List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
        if (!request.tags().isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (request.optional("SourceIdentity").isPresent()) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    private static void checkDuration(Call call, Role role, int seconds) {
        if (call.caller().session().isPresent() && seconds > ParameterLimits.CHAINED_SESSION_SECONDS) {
            throw AwsError.validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed"
                    + " by role chaining.");
        }
        if (seconds > role.maxSessionSeconds()) {
            throw AwsError.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private static Instant end(Call call, int seconds) {
        return call.now().plus(Duration.ofSeconds(seconds));
    }

    private static void write(Call call, Session session) {
        XmlAnswer answer = call.answer();
        answer.element(
                "Credentials",
                () -> answer.text("AccessKeyId", session.accessKeyId())
                        .text("SecretAccessKey", session.secretAccessKey())
                        .text("SessionToken", session.token())
                        .time("Expiration", session.expiration()));
        answer.element(
                "AssumedRoleUser",
                () -> answer.text("AssumedRoleId", session.assumedRoleId()).text("Arn", session.arn()));
    }
}
