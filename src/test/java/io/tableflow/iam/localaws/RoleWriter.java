package io.tableflow.iam.localaws;

/** Writes roles in the three levels of detail that IAM's answers have. */
record RoleWriter(XmlAnswer answer, EmulatorState state) {

    static RoleWriter of(Call call) {
        return new RoleWriter(call.answer(), call.state());
    }

    /** A role as listings and instance profiles return it. */
    void writeSummary(Role role) {
        writeIdentity(role);
        answer.text("Description", role.description()).text("MaxSessionDuration", role.maxSessionSeconds());
    }

    /** A role as CreateRole and GetRole return it. */
    void writeWhole(Role role) {
        writeSummary(role);
        writeBoundaryTagsAndUse(role);
    }

    /** A role with all its policies, as GetAccountAuthorizationDetails returns it. */
    void writeDetail(Role role) {
        writeIdentity(role);
        answer.list(
                "InstanceProfileList",
                state.account(role.arn().account()).instanceProfilesOf(role),
                profile -> profile.writeTo(answer, this));
        answer.list(
                "RolePolicyList",
                role.inlinePolicies().entrySet(),
                policy -> answer.text("PolicyName", policy.getKey()).document("PolicyDocument", policy.getValue()));
        writeAttached(answer, role);
        writeBoundaryTagsAndUse(role);
    }

    private void writeIdentity(Role role) {
        answer.text("Path", role.arn().path())
                .text("RoleName", role.name())
                .text("RoleId", role.id())
                .text("Arn", role.arn())
                .time("CreateDate", role.created())
                .document("AssumeRolePolicyDocument", TrustPrincipals.render(role.trust(), state));
    }

    private void writeBoundaryTagsAndUse(Role role) {
        writeBoundary(answer, role);
        writeTags(answer, role.tags());
        if (!state.tellsUse()) {
            return;
        }
        answer.element(
                "RoleLastUsed",
                () -> role.lastUsed()
                        .ifPresent(time -> answer.time("LastUsedDate", time).text("Region", "us-east-1")));
    }

    static void writeAttached(XmlAnswer answer, PolicyHolder holder) {
        answer.list(
                "AttachedManagedPolicies",
                holder.attachedPolicies().entrySet(),
                policy -> answer.text("PolicyName", policy.getValue()).text("PolicyArn", policy.getKey()));
    }

    static void writeBoundary(XmlAnswer answer, PolicyHolder holder) {
        holder.boundary()
                .ifPresent(arn -> answer.element(
                        "PermissionsBoundary",
                        () -> answer.text("PermissionsBoundaryType", "Policy").text("PermissionsBoundaryArn", arn)));
    }

    static void writeTags(XmlAnswer answer, Tags tags) {
        answer.list("Tags", tags.all(), tag -> writeTag(answer, tag));
    }

    static void writeTag(XmlAnswer answer, QueryRequest.Tag tag) {
        answer.text("Key", tag.key()).text("Value", tag.value());
    }
}
