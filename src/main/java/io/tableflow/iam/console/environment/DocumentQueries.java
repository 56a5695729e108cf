package io.tableflow.iam.console.environment;

import io.tableflow.iam.console.page.ConditionalOnConsole;
import io.tableflow.iam.drift.DriftHistory;
import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.revision.PolicyHistory;
import io.tableflow.iam.environment.revision.PolicyRevision;
import io.tableflow.iam.environment.revision.PolicyRevisionRepository;
import io.tableflow.iam.environment.spec.DesiredPolicies;
import io.tableflow.iam.environment.status.Difference;
import io.tableflow.iam.environment.status.Difference.Kind;
import io.tableflow.iam.policy.AwsAccount;
import io.tableflow.iam.policy.PolicyKind;
import io.tableflow.iam.policy.ResourceNames;
import io.tableflow.iam.policy.document.PolicyDiff;
import io.tableflow.iam.policy.document.PolicyDocument;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads the documents of an environment: those that should be in force, what differs in live IAM, and those that were. */
@Repository
@ConditionalOnConsole
@Transactional(readOnly = true)
class DocumentQueries {

    static final int PAGE = 10;

    private final PolicyHistory history;
    private final PolicyRevisionRepository revisions;
    private final DriftHistory drift;
    private final Clock clock;

    DocumentQueries(PolicyHistory history, PolicyRevisionRepository revisions, DriftHistory drift, Clock clock) {
        this.history = history;
        this.revisions = revisions;
        this.drift = drift;
        this.clock = clock;
    }

    /** The three documents. */
    public List<DocumentLine> documents(Environment environment) {
        List<Difference> differences =
                drift.latest(environment).map(it -> it.differences()).orElse(List.of());
        return Arrays.stream(PolicyKind.values())
                .map(kind -> document(environment, kind, differences))
                .toList();
    }

    private DocumentLine document(Environment environment, PolicyKind kind, List<Difference> differences) {
        PolicyDocument desired = desired(environment, kind);
        String resource = resource(environment.spec().names(), kind);
        Kind changed = kind == PolicyKind.TRUST ? Kind.TRUST_CHANGED : Kind.DOCUMENT_CHANGED;
        String difference = differences.stream()
                .filter(it -> it.kind() == changed && it.resource().equals(resource))
                .filter(it -> it.actual() != null)
                .findFirst()
                .map(it -> PolicyDiff.between(desired, new PolicyDocument(String.valueOf(it.actual()))))
                .orElse("");
        return new DocumentLine(
                kind,
                DocumentLine.words(kind),
                desired == null ? null : readable(desired),
                history.latest(environment, kind).map(it -> it.number()).orElse(null),
                difference);
    }

    /** Line by line, as the differences show it: the difference to nothing, without its marks. */
    private static String readable(PolicyDocument document) {
        return PolicyDiff.between(null, document)
                .lines()
                .skip(1)
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
    }

    private static @Nullable PolicyDocument desired(Environment environment, PolicyKind kind) {
        AwsAccount account = environment.account();
        if (kind == PolicyKind.TRUST) {
            return DesiredPolicies.trust(environment);
        }
        if (account == null) {
            return null;
        }
        return kind == PolicyKind.S3
                ? DesiredPolicies.s3(environment.spec(), account)
                : DesiredPolicies.glue(environment.spec(), account);
    }

    private static String resource(ResourceNames names, PolicyKind kind) {
        return switch (kind) {
            case TRUST -> "role " + names.role();
            case S3 -> "policy " + names.s3Policy();
            case GLUE -> "policy " + names.gluePolicy();
        };
    }

    /** A page of the documents that were in force, newest first, and one more if there are more. */
    public List<RevisionLine> revisions(String name, PolicyKind kind, long before) {
        List<PolicyRevision> found = revisions.page(name, kind, before, clock.instant(), Limit.of(PAGE + 1));
        List<RevisionLine> lines = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            PolicyRevision revision = found.get(i);
            PolicyRevision older = i + 1 < found.size() ? found.get(i + 1) : null;
            boolean isSame = older != null && older.environmentId().equals(revision.environmentId());
            lines.add(RevisionLine.of(revision, isSame ? older : null));
        }
        return lines;
    }
}
