package io.tableflow.iam.compliance;

import static io.tableflow.iam.compliance.ComplianceRule.rule;
import static io.tableflow.iam.compliance.TrustRules.GUIDE;

import io.tableflow.iam.environment.EnvironmentState;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules on the role itself, and on what is attached to it. */
final class RoleRules {

    private static final String RECONCILE = "Reconcile the environment: POST .../reconcile.";

    static final List<ComplianceRule> ALL = List.of(
            rule("TFI-ROLE-101", RuleSeverity.HIGH, "Role and policies carry the tags of the environment")
                    .because("The service changes nothing without its tag, and nobody else knows whose it is.")
                    .remedy("If the id is gone, restore the tag that GET .../drift shows; else reconcile.")
                    .source("AWS Security Hub IAM.24, IAM roles should be tagged:"
                            + " https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-24")
                    .check(byDifferences("All tags are there.", Kind.NOT_OURS, Kind.TAGS_CHANGED)),
            rule("TFI-ROLE-102", RuleSeverity.HIGH, "The role has the permissions boundary that it is to have")
                    .because("Whatever is attached to the role, it can do no more than the boundary allows.")
                    .remedy("PUT the environment with permissionsBoundaryArn, or reconcile it if IAM has another.")
                    .source("AWS IAM User Guide, Permissions boundaries for IAM entities: " + GUIDE
                            + "access_policies_boundaries.html")
                    .check(RoleRules::boundary),
            rule("TFI-ROLE-103", RuleSeverity.LOW, "A session lasts no longer than is allowed here")
                    .because(
                            "Confluent's principal is itself a role, and chained sessions end after an hour: a longer one"
                                    + " serves only others.")
                    .remedy("PUT the environment with a lower maxSessionDurationSeconds, or without it.")
                    .source("AWS IAM User Guide, Roles terms and concepts (role chaining): " + GUIDE
                            + "id_roles.html#iam-term-role-chaining")
                    .check(RoleRules::session),
            rule("TFI-ROLE-104", RuleSeverity.HIGH, "No policy of others is attached to the role")
                    .because("It lets Confluent do more than Tableflow needs, and stops a DELETE of the environment.")
                    .remedy("Detach it, or have whoever needs it use a role of their own.")
                    .source("Terraform module, Troubleshooting 3 (policy attachments); AWS IAM User Guide, Apply"
                            + " least-privilege permissions: " + GUIDE + "best-practices.html#grant-least-privilege")
                    .check(byDifferences(
                            "Only the environment's own policies are attached.", Kind.FOREIGN_POLICY_ATTACHED)),
            rule("TFI-ROLE-105", RuleSeverity.HIGH, "The role has no inline policy")
                    .because("An inline policy has no versions, no owner and no history, and lets the role do more.")
                    .remedy("Delete it: aws iam delete-role-policy.")
                    .source("AWS IAM User Guide, Managed policies and inline policies: " + GUIDE
                            + "access_policies_managed-vs-inline.html")
                    .check(byDifferences("It has none.", Kind.INLINE_POLICY_ADDED)),
            rule("TFI-ROLE-106", RuleSeverity.MEDIUM, "The role is in no instance profile")
                    .because(
                            "A profile is for EC2: an instance with it gets the role's credentials once the trust lets EC2 in."
                                    + " It also stops a DELETE of the environment.")
                    .remedy("Take it out: aws iam remove-role-from-instance-profile --role-name NAME-confluent-role"
                            + " --instance-profile-name PROFILE.")
                    .source("AWS IAM User Guide, Using instance profiles: " + GUIDE
                            + "id_roles_use_switch-role-ec2_instance-profiles.html")
                    .check(byDifferences("It is in none.", Kind.INSTANCE_PROFILE_ADDED)),
            rule("TFI-ROLE-107", RuleSeverity.LOW, "The role is not left open without being used")
                    .because("A way in that nobody needs is there only for whoever should not have it.")
                    .remedy("If no topic is to be written any more, DELETE the environment, or its integration alone.")
                    .source(
                            "AWS IAM User Guide, Regularly review and remove unused users, roles, permissions, policies,"
                                    + " and credentials: " + GUIDE + "best-practices.html#remove-credentials")
                    .check(UseRules::isUsed),
            rule("TFI-ROLE-108", RuleSeverity.LOW, "The role is at its path")
                    .because(
                            "Its ARN has the path: what names the role, at Confluent and in bucket policies, no longer does.")
                    .remedy("Delete the role that was made anew, and reconcile the environment.")
                    .source("AWS IAM User Guide, IAM identifiers: " + GUIDE + "reference_identifiers.html")
                    .check(byDifferences("Its path is /.", Kind.PATH_CHANGED)),
            rule("TFI-ROLE-109", RuleSeverity.HIGH, "Role and policies exist, and both policies are attached")
                    .because("Without them Tableflow cannot write.")
                    .remedy(RECONCILE)
                    .source("Terraform module, Troubleshooting 3 (Permission Errors); AWS IAM User Guide, Adding and"
                            + " removing IAM identity permissions: " + GUIDE
                            + "access_policies_manage-attach-detach.html")
                    .check(RoleRules::exists));

    private RoleRules() {}

    /** Passes where nothing of these kinds was found. */
    static Function<ComplianceSubject, Finding> byDifferences(String passed, Kind first, Kind... more) {
        return subject -> subject.roleExists()
                ? judged(subject, passed, first, more)
                : Finding.notApplicable("There is no role yet.");
    }

    private static Finding judged(ComplianceSubject subject, String passed, Kind first, Kind... more) {
        List<Difference> found = subject.differences(first, more);
        return found.isEmpty() ? Finding.passed(passed) : Finding.failed(inWords(found));
    }

    /** What differs. Documents are left out: a trust has the external id. */
    private static String inWords(List<Difference> found) {
        return found.stream()
                .map(it -> it.resource() + ": " + it.kind()
                        + (isText(it.expected()) ? ", expected " + it.expected() : "")
                        + (isText(it.actual()) ? ", found " + it.actual() : ""))
                .collect(Collectors.joining("; ", "", "."));
    }

    private static boolean isText(@Nullable String value) {
        return value != null && !value.startsWith("{\"");
    }

    private static Finding exists(ComplianceSubject subject) {
        if (!subject.roleExists()) {
            return subject.state() == EnvironmentState.FAILED
                    ? Finding.failed("The role was not created: GET .../workflows says why.")
                    : Finding.notApplicable("They are being created.");
        }
        return judged(
                subject,
                "All exist, and both policies are attached.",
                Kind.ROLE_MISSING,
                Kind.POLICY_MISSING,
                Kind.ATTACHMENT_MISSING);
    }

    private static Finding boundary(ComplianceSubject subject) {
        String wanted = subject.spec().permissionsBoundaryArn();
        if (subject.differs(Kind.BOUNDARY_CHANGED)) {
            return judged(subject, "", Kind.BOUNDARY_CHANGED);
        }
        if (wanted != null) {
            return Finding.passed("It has " + wanted + ".");
        }
        return subject.settings().compliance().requirePermissionsBoundary()
                ? Finding.failed("The spec has no permissionsBoundaryArn, and"
                        + " tableflow.compliance.require-permissions-boundary is set.")
                : Finding.notApplicable(
                        "It is to have none: tableflow.compliance.require-permissions-boundary is not set.");
    }

    private static Finding session(ComplianceSubject subject) {
        if (subject.differs(Kind.SESSION_DURATION_CHANGED)) {
            return judged(subject, "", Kind.SESSION_DURATION_CHANGED);
        }
        Duration longest = subject.settings().compliance().longestSession();
        int seconds = subject.spec().maxSessionDurationSeconds();
        String is = "A session lasts " + seconds + " s at most; tableflow.compliance.longest-session is "
                + longest.toSeconds() + " s.";
        return Finding.of(seconds <= longest.toSeconds(), is, is);
    }
}
