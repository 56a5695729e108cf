package io.tableflow.iam.policy.evaluation;

import io.tableflow.iam.policy.RoleArn;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Draws statements and requests that have something to do with each other, from a seed. */
public final class RandomPolicies {

    public static final String CONFLUENT_ROLE = "arn:aws:iam::851725421142:role/cspi-42o61";
    public static final String ROLE = "arn:aws:iam::123456789012:role/dev-confluent-role";

    private static final String OTHER_ROLE = "arn:aws:iam::851725421142:role/cspi-other";
    private static final String ADMIN = "arn:aws:iam::123456789012:role/admin";
    private static final List<String> CALLERS = List.of(CONFLUENT_ROLE, CONFLUENT_ROLE, OTHER_ROLE, ADMIN);
    private static final List<String> PRINCIPALS = List.of(
            CONFLUENT_ROLE,
            CONFLUENT_ROLE,
            "arn:aws:sts::851725421142:assumed-role/cspi-42o61/session",
            "arn:aws:sts::851725421142:assumed-role/cspi-42o61/another",
            OTHER_ROLE,
            ADMIN,
            "arn:aws:iam::851725421142:root",
            "851725421142",
            "123456789012",
            "arn:aws:iam::111122223333:role/stranger",
            "*");
    private static final List<String> TRUST_ACTIONS = List.of(
            "sts:AssumeRole",
            "sts:AssumeRole",
            "STS:assumerole",
            "sts:*",
            "sts:Assume*",
            "sts:TagSession",
            "sts:?agSession");
    private static final List<String> ACTIONS =
            List.of("*", "s3:*", "s3:Get*", "s3:GetObject", "S3:putobject", "glue:*", "sts:AssumeRole");
    private static final List<String> RESOURCES = List.of(
            "*",
            ROLE,
            "arn:aws:s3:::b/*",
            "arn:aws:s3:::b/x",
            "arn:aws:s3:::*",
            "arn:aws:glue:*:*:table/*",
            "arn:aws:s3:::b/${aws:PrincipalTag/dir}");
    private static final List<String> STRING_OPERATORS = List.of(
            "StringEquals",
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike");
    private static final List<String> IDS = List.of("id", "ID", "id-2", "i*", "?d", "*");
    private static final List<String> TIMES = List.of(
            "2026-01-01T00:00:00Z", "2026-01-01T02:00:00+02:00", "2026-01-02", "1767225600", "2025-12-31T23:59:59Z");
    private static final List<String> BLOCKS =
            List.of("203.0.113.0/24", "203.0.113.7", "198.51.100.0/24", "2001:db8::/32", "0.0.0.0/0");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    public RandomPolicies(long seed) {
        this.random = new Random(seed);
    }

    /** The role that asks, by its session named session. */
    public String caller() {
        return pick(CALLERS);
    }

    /** A trust of one to four statements. */
    public ObjectNode trust() {
        ObjectNode trust = document();
        ArrayNode statements = trust.putArray("Statement");
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            ObjectNode statement = JSON.objectNode();
            statement.put("Sid", "S" + i).put("Effect", chance(70) ? "Allow" : "Deny");
            statement.set(chance(85) ? "Principal" : "NotPrincipal", principals());
            statement.set(chance(90) ? "Action" : "NotAction", some(TRUST_ACTIONS));
            condition(statement);
            statements.add(statement);
        }
        return trust;
    }

    /** A policy that grants to whom it is attached. */
    public ObjectNode identity() {
        ObjectNode policy = document();
        ArrayNode statements = policy.putArray("Statement");
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            ObjectNode statement = JSON.objectNode();
            statement.put("Sid", "S" + i).put("Effect", chance(75) ? "Allow" : "Deny");
            statement.set(chance(85) ? "Action" : "NotAction", some(ACTIONS));
            statement.set(chance(85) ? "Resource" : "NotResource", some(RESOURCES));
            condition(statement);
            statements.add(statement);
        }
        return policy;
    }

    /** The condition keys of a request, all that the test IAM knows, each perhaps without a value. */
    public Map<String, List<String>> context(String caller) {
        Map<String, List<String>> context = new TreeMap<>();
        context.put("sts:externalid", chance(70) ? List.of(pick(List.of("id", "ID", "id-2", "x"))) : List.of());
        context.put("sts:rolesessionname", List.of("session"));
        context.put("sts:sourceidentity", chance(15) ? List.of("op") : List.of());
        context.put("aws:sourceip", List.of(pick(List.of("203.0.113.7", "198.51.100.1", "2001:db8::1"))));
        context.put("aws:currenttime", List.of(pick(List.of("2026-01-01T00:00:00Z", "2026-01-01T12:00:00Z"))));
        context.put("aws:epochtime", List.of("1767225600"));
        context.put("aws:principalarn", List.of(caller));
        context.put("aws:principalaccount", List.of(account(caller)));
        context.put("aws:principaltype", List.of("AssumedRole"));
        context.put("aws:userid", List.of("AROAEXAMPLE:session"));
        context.put("aws:securetransport", List.of(chance(50) ? "true" : "false"));
        context.put("aws:multifactorauthpresent", List.of());
        boolean isTagged = chance(25);
        context.put("aws:tagkeys", isTagged ? pick(List.of(List.of("team"), List.of("team", "cost"))) : List.of());
        context.put("aws:requesttag/team", isTagged ? List.of(pick(List.of("data", "", "ops"))) : List.of());
        return context;
    }

    /** The account of a role. */
    public static String account(String role) {
        return RoleArn.parse(role).orElseThrow().accountId();
    }

    public boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static ObjectNode document() {
        return JSON.objectNode().put("Version", "2012-10-17");
    }

    private ObjectNode principals() {
        ObjectNode principal = JSON.objectNode();
        if (chance(5)) {
            return principal.put("Service", "glue.amazonaws.com");
        }
        principal.set("AWS", some(PRINCIPALS));
        return principal;
    }

    private void condition(ObjectNode statement) {
        int count = pick(List.of(0, 0, 1, 1, 1, 2, 3));
        if (count == 0) {
            return;
        }
        ObjectNode condition = statement.putObject("Condition");
        for (int i = 0; i < count; i++) {
            add(condition);
        }
    }

    private void add(ObjectNode condition) {
        String key = pick(List.of(
                "sts:ExternalId",
                "sts:externalid",
                "aws:PrincipalArn",
                "aws:PrincipalAccount",
                "aws:SourceIp",
                "aws:CurrentTime",
                "aws:SecureTransport",
                "aws:MultiFactorAuthPresent",
                "aws:TagKeys",
                "aws:RequestTag/team",
                "aws:PrincipalOrgID",
                "sts:SourceIdentity"));
        if (chance(8) && !key.equals("aws:PrincipalOrgID")) {
            set(
                    condition,
                    chance(70) ? "Null" : pick(List.of("ForAllValues:Null", "ForAnyValue:Null")),
                    key,
                    List.of("true", "false"),
                    1);
            return;
        }
        switch (key) {
            case "aws:PrincipalArn" ->
                set(
                        condition,
                        qualified(pick(List.of(
                                "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringEquals", "StringLike"))),
                        key,
                        List.of(CONFLUENT_ROLE, "arn:aws:iam::*:role/cspi-*", "arn:aws:iam::*:*", OTHER_ROLE, ADMIN),
                        2);
            case "aws:PrincipalAccount" ->
                set(
                        condition,
                        qualified(pick(STRING_OPERATORS)),
                        key,
                        List.of("851725421142", "123456789012", "8517*"),
                        2);
            case "aws:SourceIp" -> set(condition, qualified(chance(60) ? "IpAddress" : "NotIpAddress"), key, BLOCKS, 2);
            case "aws:CurrentTime" ->
                set(
                        condition,
                        qualified("Date"
                                + pick(List.of(
                                        "Equals",
                                        "NotEquals",
                                        "LessThan",
                                        "LessThanEquals",
                                        "GreaterThan",
                                        "GreaterThanEquals"))),
                        key,
                        TIMES,
                        2);
            case "aws:SecureTransport", "aws:MultiFactorAuthPresent" ->
                set(condition, chance(50) ? "Bool" : "BoolIfExists", key, List.of("true", "false"), 1);
            case "aws:TagKeys" ->
                set(
                        condition,
                        pick(List.of("ForAllValues:", "ForAnyValue:")) + pick(STRING_OPERATORS),
                        key,
                        List.of("team", "cost", "t*"),
                        2);
            case "aws:RequestTag/team" ->
                set(condition, qualified(pick(STRING_OPERATORS)), key, List.of("data", "ops", "d*", ""), 2);
            default -> set(condition, qualified(pick(STRING_OPERATORS)), key, IDS, 2);
        }
    }

    private String qualified(String operator) {
        return pick(List.of("", "", "", "", "", "ForAllValues:", "ForAnyValue:"))
                + operator
                + (chance(15) ? "IfExists" : "");
    }

    private void set(ObjectNode condition, String operator, String key, List<String> values, int most) {
        ObjectNode keys =
                condition.has(operator) ? (ObjectNode) condition.path(operator) : condition.putObject(operator);
        if (keys.propertyNames().stream().noneMatch(key::equalsIgnoreCase)) {
            ArrayNode list = keys.putArray(key);
            int count = 1 + random.nextInt(most);
            for (int i = 0; i < count; i++) {
                list.add(pick(values));
            }
        }
    }

    private ArrayNode some(List<String> values) {
        ArrayNode list = JSON.arrayNode();
        int count = pick(List.of(1, 1, 2, 3));
        for (int i = 0; i < count; i++) {
            list.add(pick(values));
        }
        return list;
    }

    public <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
