package io.tableflow.iam.console.environment;

import io.tableflow.iam.accesscheck.AccessQuestion;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.spec.EnvironmentSpec;
import io.tableflow.iam.environment.spec.ProviderIntegration;
import io.tableflow.iam.http.problem.FieldError;
import io.tableflow.iam.http.problem.ProblemException;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.evaluation.RequestContext;
import io.tableflow.iam.policy.evaluation.RequestPrincipal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The question whether a principal may take an action, as somebody fills it in.
 *
 * @param context condition keys: {@code key=value}, one on each line; a key that is on several lines has several values
 */
record AccessForm(String principal, String action, String resource, String context) {

    /** As in the API. */
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]{1,64}:[A-Za-z0-9_]{1,128}");

    private static final Pattern RESOURCE = Pattern.compile("\\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+");
    private static final int LONGEST_RESOURCE = 2048;
    private static final int MOST_KEYS = 100;

    static AccessForm of(Map<String, String> fields) {
        return new AccessForm(
                fields.getOrDefault("principal", "").strip(),
                fields.getOrDefault("action", "").strip(),
                fields.getOrDefault("resource", "").strip(),
                fields.getOrDefault("context", "").strip());
    }

    /**
     * What somebody is most likely to ask: whether Confluent gets in; or whether the role may do something.
     *
     * @param action what it is about, as a link says; empty: not said
     */
    static AccessForm first(Environment environment, String action) {
        ProviderIntegration trusted = environment.observed().trusted();
        String role = environment.observed().resources().role().arn();
        if (!action.isEmpty() && !action.startsWith("sts:")) {
            return new AccessForm(Optional.ofNullable(role).orElse(""), action, resource(environment, action), "");
        }
        return new AccessForm(
                trusted == null ? "" : trusted.iamRoleArn(),
                "sts:AssumeRole",
                Optional.ofNullable(role).orElse(""),
                "");
    }

    /** What of the environment's the action is taken on, as far as its name says. */
    private static String resource(Environment environment, String action) {
        EnvironmentSpec spec = environment.spec();
        AwsAccount account = environment.account();
        if (action.startsWith("s3:")) {
            return "arn:" + (account == null ? "aws" : account.partition()) + ":s3:::" + spec.bucket()
                    + (action.endsWith("Object") ? "/any/object" : "");
        }
        if (action.startsWith("kms:")) {
            return spec.kmsKeyArns().isEmpty() ? "" : spec.kmsKeyArns().getFirst();
        }
        if (action.startsWith("glue:") && account != null) {
            String catalog =
                    "arn:" + account.partition() + ":glue:" + spec.regions().getFirst() + ":" + account.id();
            String database = spec.glueDatabases().isEmpty()
                    ? "any"
                    : spec.glueDatabases().getFirst();
            return action.endsWith("Table")
                    ? catalog + ":table/" + database + "/any"
                    : catalog + ":database/" + database;
        }
        return "";
    }

    /**
     * The question.
     *
     * @throws ProblemException with every field that is wrong
     */
    AccessQuestion question() {
        List<FieldError> errors = new ArrayList<>();
        Optional<RequestPrincipal> who = RequestPrincipal.parse(principal);
        if (who.isEmpty()) {
            errors.add(new FieldError(
                    "principal",
                    "must be an ARN of IAM or STS without wildcards, an account of 12 digits, the name of an AWS service"
                            + " or identity provider, or anonymous"));
        }
        if (!ACTION.matcher(action).matches()) {
            errors.add(new FieldError("action", "must be one action such as sts:AssumeRole, without wildcards"));
        }
        if (resource.length() > LONGEST_RESOURCE || !RESOURCE.matcher(resource).matches()) {
            errors.add(new FieldError("resource", "must be an ARN, or *"));
        }
        Map<String, List<String>> keys = keys(errors);
        if (who.isEmpty() || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new AccessQuestion(who.get(), action, resource, null, RequestContext.of(keys));
    }

    private Map<String, List<String>> keys(List<FieldError> errors) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        context.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int end = line.indexOf('=');
            if (end < 1) {
                errors.add(new FieldError("context", "must have key=value on each line"));
            } else {
                String key = line.substring(0, end).strip();
                String known = keys.keySet().stream()
                        .filter(key::equalsIgnoreCase)
                        .findFirst()
                        .orElse(key);
                keys.computeIfAbsent(known, any -> new ArrayList<>())
                        .add(line.substring(end + 1).strip());
            }
        });
        if (keys.size() > MOST_KEYS) {
            errors.add(new FieldError("context", "must have at most 100 keys"));
        }
        return keys;
    }

    /** The same question as the body of a POST to the API. */
    String toJson(String environment) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("environment", environment);
        body.put("principal", principal);
        body.put("action", action);
        body.put("resource", resource);
        Map<String, List<String>> keys = keys(new ArrayList<>());
        if (!keys.isEmpty()) {
            body.put("context", keys);
        }
        return JsonMapper.shared().writeValueAsString(body);
    }
}
