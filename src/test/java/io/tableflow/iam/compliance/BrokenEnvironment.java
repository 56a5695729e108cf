package io.tableflow.iam.compliance;

import io.tableflow.iam.testing.AwsUser;
import io.tableflow.iam.testing.ConfluentPipeline;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/** An environment that breaks a rule, by its spec or by somebody's calls, and all the rules that then fail. */
enum BrokenEnvironment {
    ANOTHER_PRINCIPAL("TFI-TRUST-001 TFI-TRUST-007") {
        @Override
        void happen(IamClient iam, String name) {
            trust(
                    iam,
                    name,
                    ASSUME,
                    TAG,
                    statement(
                            "\"AWS\": \"arn:aws:iam::123456789012:role/another-confluent-role\"",
                            "sts:TagSession",
                            ""));
        }
    },
    NO_EXTERNAL_ID("TFI-TRUST-001 TFI-TRUST-002") {
        @Override
        void happen(IamClient iam, String name) {
            trust(iam, name, statement(CONFLUENT, "sts:AssumeRole", ""), TAG);
        }
    },
    EXTERNAL_ID_IF_IT_EXISTS("TFI-TRUST-001 TFI-TRUST-002 TFI-TRUST-003") {
        @Override
        void happen(IamClient iam, String name) {
            trust(iam, name, statement(CONFLUENT, "sts:AssumeRole", condition("StringEqualsIfExists", ID)), TAG);
        }
    },
    EXTERNAL_ID_BY_A_SECOND_OPERATOR("TFI-TRUST-003") {
        @Override
        void happen(IamClient iam, String name) {
            String both = ", \"Condition\": {\"StringEquals\": {" + ID + "}, \"StringLike\": {" + ID + "}}";
            trust(iam, name, statement(CONFLUENT, "sts:AssumeRole", both), TAG);
        }
    },
    WHOLE_ACCOUNT("TFI-TRUST-001 TFI-TRUST-004") {
        @Override
        void happen(IamClient iam, String name) {
            trust(
                    iam,
                    name,
                    ASSUME,
                    TAG,
                    statement(
                            "\"AWS\": \"arn:aws:iam::123456789012:root\"",
                            "sts:AssumeRole",
                            condition("StringEquals", ID)));
        }
    },
    ALL_BUT_ONE("TFI-TRUST-005 TFI-TRUST-008") {
        @Override
        void happen(IamClient iam, String name) {
            trust(iam, name, ASSUME, TAG, """
                    {"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::851725421142:role/cspi-42o61",
                     "arn:aws:iam::851725421142:root"]}, "Action": "sts:AssumeRole"}""");
        }
    },
    A_SERVICE("TFI-TRUST-001 TFI-TRUST-002 TFI-TRUST-006") {
        @Override
        void happen(IamClient iam, String name) {
            trust(iam, name, ASSUME, TAG, statement("\"Service\": \"glue.amazonaws.com\"", "sts:AssumeRole", ""));
        }
    },
    NO_SESSION_TAGS("TFI-TRUST-007") {
        @Override
        void happen(IamClient iam, String name) {
            trust(iam, name, ASSUME);
        }
    },
    CONDITION_THAT_CONFLUENT_CANNOT_MEET("TFI-TRUST-008") {
        @Override
        void happen(IamClient iam, String name) {
            trust(
                    iam,
                    name,
                    statement(
                            CONFLUENT,
                            "sts:AssumeRole",
                            condition("StringEquals", ID + ", \"aws:SourceAccount\": \"123456789012\"")),
                    TAG);
        }
    },
    TRUST_ENDS_SOON("TFI-TRUST-010", "\"trustConditions\": {\"validUntil\": \"SOON\"}"),
    DELETED_PRINCIPAL("TFI-TRUST-011") {
        @Override
        void happen(IamClient iam, String name) {
            try (IamClient other = AwsUser.ofAccount(JudgedService.AWS.endpoint(), "999999999999")
                    .iam()) {
                other.createRole(it -> it.roleName("doomed").assumeRolePolicyDocument(document(ASSUME)));
                String doomed = "\"AWS\": \"arn:aws:iam::999999999999:role/doomed\"";
                trust(iam, name, ASSUME, TAG, statement(doomed, "sts:AssumeRole", condition("StringEquals", ID)));
                other.deleteRole(it -> it.roleName("doomed"));
            }
        }
    },
    LONG_TRUST(
            "TFI-TRUST-012",
            "\"trustConditions\": {\"sourceIps\": ["
                    + IntStream.range(0, 14)
                            .mapToObj(i -> "\"2a00:1450:4001:0831:1111:2222:3333:" + (4000 + i) + "/128\"")
                            .collect(Collectors.joining(", "))
                    + "]}"),
    TAG_REMOVED("TFI-ROLE-101") {
        @Override
        void happen(IamClient iam, String name) {
            iam.untagRole(it -> it.roleName(role(name)).tagKeys("managed-by"));
        }
    },
    ID_REMOVED_FROM_OPEN_ROLE(
            "TFI-TRUST-001 TFI-TRUST-002 TFI-TRUST-003 TFI-TRUST-004 TFI-TRUST-005 TFI-TRUST-006 TFI-TRUST-007"
                    + " TFI-TRUST-008 TFI-TRUST-011 TFI-TRUST-012 TFI-ROLE-101") {
        @Override
        void happen(IamClient iam, String name) {
            NO_EXTERNAL_ID.happen(iam, name);
            iam.untagRole(it -> it.roleName(role(name)).tagKeys("tableflow-iam:environment-id"));
        }
    },
    OTHER_BOUNDARY("TFI-ROLE-102") {
        @Override
        void happen(IamClient iam, String name) {
            iam.putRolePermissionsBoundary(
                    it -> it.roleName(role(name)).permissionsBoundary("arn:aws:iam::aws:policy/PowerUserAccess"));
        }
    },
    LONG_SESSION("TFI-ROLE-103", "\"maxSessionDurationSeconds\": 7200"),
    POLICY_OF_OTHERS("TFI-ROLE-104") {
        @Override
        void happen(IamClient iam, String name) {
            iam.attachRolePolicy(it -> it.roleName(role(name)).policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        }
    },
    INLINE_POLICY("TFI-ROLE-105") {
        @Override
        void happen(IamClient iam, String name) {
            iam.putRolePolicy(it -> it.roleName(role(name))
                    .policyName("=1+1@others")
                    .policyDocument(allow("s3:ListBucket", "arn:aws:s3:::others")));
        }
    },
    IN_AN_INSTANCE_PROFILE("TFI-ROLE-106") {
        @Override
        void happen(IamClient iam, String name) {
            iam.createInstanceProfile(it -> it.instanceProfileName("bastion"));
            iam.addRoleToInstanceProfile(it -> it.instanceProfileName("bastion").roleName(role(name)));
        }
    },
    OTHER_PATH("TFI-ROLE-108") {
        @Override
        void happen(IamClient iam, String name) {
            Role before = iam.getRole(it -> it.roleName(role(name))).role();
            Stream.of(s3(name), glue(name))
                    .forEach(arn ->
                            iam.detachRolePolicy(it -> it.roleName(role(name)).policyArn(arn)));
            iam.deleteRole(it -> it.roleName(role(name)));
            iam.createRole(it -> it.roleName(role(name))
                    .path("/moved/")
                    .tags(before.tags())
                    .assumeRolePolicyDocument(document(ASSUME, TAG)));
            Stream.of(s3(name), glue(name))
                    .forEach(arn ->
                            iam.attachRolePolicy(it -> it.roleName(role(name)).policyArn(arn)));
        }
    },
    POLICY_DETACHED("TFI-ROLE-109") {
        @Override
        void happen(IamClient iam, String name) {
            iam.detachRolePolicy(it -> it.roleName(role(name)).policyArn(glue(name)));
        }
    },
    ONE_MORE_ACTION("TFI-POLICY-201 TFI-POLICY-207") {
        @Override
        void happen(IamClient iam, String name) {
            version(iam, s3(name), allow("s3:GetObjectVersion", bucket(name) + "/*"));
        }
    },
    ALL_OF_S3("TFI-POLICY-201 TFI-POLICY-202 TFI-POLICY-206 TFI-POLICY-207") {
        @Override
        void happen(IamClient iam, String name) {
            version(iam, s3(name), allow("s3:*", bucket(name)));
        }
    },
    OTHER_BUCKET("TFI-POLICY-203 TFI-POLICY-207") {
        @Override
        void happen(IamClient iam, String name) {
            version(iam, s3(name), allow("s3:GetObject", "arn:aws:s3:::others/*"));
        }
    },
    OTHER_BUCKET_IN_OTHER_LETTERS("TFI-POLICY-203 TFI-POLICY-207") {
        @Override
        void happen(IamClient iam, String name) {
            version(iam, s3(name), allow("S3:getobject", "arn:aws:s3:::others/*"));
        }
    },
    WHOLE_CATALOG("TFI-POLICY-204 TFI-POLICY-207", "\"glueDatabases\": [\"lkc-abc123\"]") {
        @Override
        void happen(IamClient iam, String name) {
            version(iam, glue(name), allow("glue:GetTable", "arn:aws:glue:eu-central-1:123456789012:*"));
        }
    },
    KEY_OF_ANOTHER_REGION(
            "TFI-POLICY-205",
            "\"regions\": [\"eu-central-1\"], \"kmsKeyArns\": [\"arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555\"]"),
    ANY_KEY("TFI-POLICY-205 TFI-POLICY-207") {
        @Override
        void happen(IamClient iam, String name) {
            version(iam, s3(name), allow("kms:Decrypt", "*"));
        }
    },
    PASSES_ROLES("TFI-POLICY-201 TFI-POLICY-206 TFI-POLICY-207") {
        @Override
        void happen(IamClient iam, String name) {
            version(iam, s3(name), allow("iam:PassRole", "arn:aws:iam::123456789012:role/*"));
        }
    };

    private static final String ID = "\"sts:ExternalId\": \"" + ConfluentPipeline.EXTERNAL_ID + "\"";
    private static final String CONFLUENT = "\"AWS\": \"" + ConfluentPipeline.PRINCIPAL + "\"";
    private static final String ASSUME = statement(CONFLUENT, "sts:AssumeRole", condition("StringEquals", ID));
    private static final String TAG = statement(CONFLUENT, "sts:TagSession", "");

    private final String failing;
    private final @Nullable String spec;

    BrokenEnvironment(String failing) {
        this(failing, null);
    }

    BrokenEnvironment(String failing, @Nullable String spec) {
        this.failing = failing;
        this.spec = spec;
    }

    /** What somebody does, if it is not the spec that breaks it. */
    void happen(IamClient iam, String name) {}

    String environment() {
        // Most of the constants' names are longer than the 39 characters that an environment's may have.
        return "broken-" + Integer.toHexString(name().hashCode());
    }

    /** The rules that fail, in the order of the catalogue. */
    List<String> failing() {
        return Stream.of(failing.split(" ", -1)).toList();
    }

    /** @param soon a moment that is less than 14 days ahead */
    String request(String soon) {
        return "{\"name\": \"" + environment() + "\"" + (spec == null ? "" : ", " + spec.replace("SOON", soon)) + "}";
    }

    private static void trust(IamClient iam, String name, String... statements) {
        iam.updateAssumeRolePolicy(it -> it.roleName(role(name)).policyDocument(document(statements)));
    }

    private static void version(IamClient iam, String policy, String document) {
        iam.createPolicyVersion(
                it -> it.policyArn(policy).policyDocument(document).setAsDefault(true));
    }

    private static String document(String... statements) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(", ", statements) + "]}";
    }

    private static String statement(String principal, String action, String condition) {
        return "{\"Effect\": \"Allow\", \"Principal\": {" + principal + "}, \"Action\": \"" + action + "\"" + condition
                + "}";
    }

    private static String condition(String operator, String keys) {
        return ", \"Condition\": {\"" + operator + "\": {" + keys + "}}";
    }

    private static String allow(String action, String resource) {
        return document("{\"Effect\": \"Allow\", \"Action\": \"" + action + "\", \"Resource\": \"" + resource + "\"}");
    }

    private static String bucket(String name) {
        return "arn:aws:s3:::" + name + "-confluent-topics-backup";
    }

    private static String role(String name) {
        return name + "-confluent-role";
    }

    private static String s3(String name) {
        return "arn:aws:iam::123456789012:policy/" + name + "-confluent-tableflow-s3-permission";
    }

    private static String glue(String name) {
        return "arn:aws:iam::123456789012:policy/" + name + "-confluent-tableflow-connection";
    }
}
