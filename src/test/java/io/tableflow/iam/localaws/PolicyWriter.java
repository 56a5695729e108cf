package io.tableflow.iam.localaws;

/** Writes managed policies and their versions. */
record PolicyWriter(XmlAnswer answer, AccountState account) {

    static PolicyWriter of(Call call) {
        return new PolicyWriter(call.answer(), call.account());
    }

    /** A policy as listings return it. */
    void writeSummary(ManagedPolicy policy) {
        answer.text("PolicyName", policy.name())
                .text("PolicyId", policy.id())
                .text("Arn", policy.arn())
                .text("Path", policy.path())
                .text("DefaultVersionId", policy.defaultVersionId())
                .text("AttachmentCount", account.holdersOf(policy).size())
                .text("PermissionsBoundaryUsageCount", account.boundedBy(policy).size())
                .text("IsAttachable", true)
                .time("CreateDate", policy.created())
                .time("UpdateDate", policy.updated());
    }

    /** A policy as CreatePolicy and GetPolicy return it. */
    void writeWhole(ManagedPolicy policy) {
        writeSummary(policy);
        answer.text("Description", policy.description());
        RoleWriter.writeTags(answer, policy.tags());
    }

    /** A policy with the documents of its versions, as GetAccountAuthorizationDetails returns it. */
    void writeDetail(ManagedPolicy policy) {
        writeSummary(policy);
        answer.text("Description", policy.description())
                .list("PolicyVersionList", policy.versions(), version -> writeVersionWithDocument(policy, version));
    }

    void writeVersion(ManagedPolicy policy, ManagedPolicy.Version version) {
        answer.text("VersionId", version.id())
                .text("IsDefaultVersion", policy.isDefault(version))
                .time("CreateDate", version.created());
    }

    void writeVersionWithDocument(ManagedPolicy policy, ManagedPolicy.Version version) {
        answer.document("Document", version.document());
        writeVersion(policy, version);
    }
}
