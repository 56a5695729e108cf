package io.tableflow.iam.localaws;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes managed policies and their versions.
 *
 * @param attached how many holders each policy has, by ARN; counted once for all that is written
 * @param bounded how many holders it bounds
 */
record PolicyWriter(XmlAnswer answer, Map<String, Integer> attached, Map<String, Integer> bounded) {

    static PolicyWriter of(Call call) {
        Map<String, Integer> attached = new HashMap<>();
        Map<String, Integer> bounded = new HashMap<>();
        call.account().holders().forEach(holder -> {
            holder.attachedPolicies().keySet().forEach(arn -> attached.merge(arn, 1, Integer::sum));
            holder.boundary().ifPresent(arn -> bounded.merge(arn, 1, Integer::sum));
        });
        return new PolicyWriter(call.answer(), attached, bounded);
    }

    /** A policy as listings return it. */
    void writeSummary(ManagedPolicy policy) {
        answer.text("PolicyName", policy.name())
                .text("PolicyId", policy.id())
                .text("Arn", policy.arn())
                .text("Path", policy.path())
                .text("DefaultVersionId", policy.defaultVersionId())
                .text("AttachmentCount", attached.getOrDefault(policy.arn(), 0))
                .text("PermissionsBoundaryUsageCount", bounded.getOrDefault(policy.arn(), 0))
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
