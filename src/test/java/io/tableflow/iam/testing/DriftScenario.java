package io.tableflow.iam.testing;

import software.amazon.awssdk.services.iam.IamClient;

/** A change by somebody else, the kinds of drift that it causes, and the calls that reconcile it. */
public enum DriftScenario {
    TRUST_OPENED("TRUST_CHANGED", "UpdateAssumeRolePolicy") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.updateAssumeRolePolicy(it -> it.roleName(role(name)).policyDocument(Documents.ANYBODY));
        }
    },
    POLICY_DETACHED("ATTACHMENT_MISSING", "AttachRolePolicy") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.detachRolePolicy(it -> it.roleName(role(name)).policyArn(s3(name)));
        }
    },
    NEW_VERSION("DEFAULT_VERSION_MOVED DOCUMENT_CHANGED", "SetDefaultPolicyVersion") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.createPolicyVersion(it -> it.policyArn(s3(name))
                    .policyDocument(Documents.OTHER_BUCKET)
                    .setAsDefault(true));
        }
    },
    OLD_VERSION_DELETED("DEFAULT_VERSION_MOVED DOCUMENT_CHANGED", "CreatePolicyVersion") {
        @Override
        public void happen(IamClient iam, String name) {
            NEW_VERSION.happen(iam, name);
            iam.deletePolicyVersion(it -> it.policyArn(s3(name)).versionId("v1"));
        }
    },
    POLICY_DELETED("ATTACHMENT_MISSING POLICY_MISSING", "CreatePolicy AttachRolePolicy") {
        @Override
        public void happen(IamClient iam, String name) {
            POLICY_DETACHED.happen(iam, name);
            iam.deletePolicy(it -> it.policyArn(s3(name)));
        }
    },
    TAG_REMOVED("TAGS_CHANGED", "TagRole") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.untagRole(it -> it.roleName(role(name)).tagKeys("managed-by"));
        }
    },
    SESSION_SHORTENED("SESSION_DURATION_CHANGED", "UpdateRole") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.updateRole(it -> it.roleName(role(name)).maxSessionDuration(7200));
        }
    },
    BOUNDARY_PUT("BOUNDARY_CHANGED", "DeleteRolePermissionsBoundary") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.putRolePermissionsBoundary(
                    it -> it.roleName(role(name)).permissionsBoundary("arn:aws:iam::aws:policy/PowerUserAccess"));
        }
    },
    ROLE_DELETED("ROLE_MISSING", "CreateRole AttachRolePolicy AttachRolePolicy UpdateAssumeRolePolicy") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.detachRolePolicy(it -> it.roleName(role(name)).policyArn(s3(name)));
            iam.detachRolePolicy(it -> it.roleName(role(name)).policyArn(glue(name)));
            iam.deleteRole(it -> it.roleName(role(name)));
        }
    },
    FOREIGN_POLICY("FOREIGN_POLICY_ATTACHED", "") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.attachRolePolicy(it -> it.roleName(role(name)).policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        }
    },
    INLINE_POLICY("INLINE_POLICY_ADDED", "") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.putRolePolicy(it -> it.roleName(role(name)).policyName("extra").policyDocument(Documents.OTHER_BUCKET));
        }
    },
    INSTANCE_PROFILE("INSTANCE_PROFILE_ADDED", "") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.createInstanceProfile(it -> it.instanceProfileName(name + "-web"));
            iam.addRoleToInstanceProfile(
                    it -> it.instanceProfileName(name + "-web").roleName(role(name)));
        }
    },
    ID_REMOVED("NOT_OURS", "") {
        @Override
        public void happen(IamClient iam, String name) {
            iam.untagRole(it -> it.roleName(role(name)).tagKeys("tableflow-iam:environment-id"));
        }
    };

    private final String kinds;
    private final String writes;

    DriftScenario(String kinds, String writes) {
        this.kinds = kinds;
        this.writes = writes;
    }

    public abstract void happen(IamClient iam, String name);

    private static String role(String name) {
        return name + "-confluent-role";
    }

    private static String s3(String name) {
        return "arn:aws:iam::123456789012:policy/" + name + "-confluent-tableflow-s3-permission";
    }

    private static String glue(String name) {
        return "arn:aws:iam::123456789012:policy/" + name + "-confluent-tableflow-connection";
    }

    /** The kinds of differences, in alphabetical order. */
    public String kinds() {
        return kinds;
    }

    /** The calls that reconcile it, in their order; empty: it is only reported. */
    public String writes() {
        return writes;
    }

    /** Other people's documents. */
    private static final class Documents {

        static final String ANYBODY = """
                {"Version": "2012-10-17",
                 "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}""";

        static final String OTHER_BUCKET = """
                {"Version": "2012-10-17",
                 "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::others"}]}""";

        private Documents() {}
    }
}
