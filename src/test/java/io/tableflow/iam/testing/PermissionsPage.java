package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The documents of {@code src/docs/permissions.md}, for any account. */
public final class PermissionsPage {

    private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    private final List<String> documents;

    private PermissionsPage(List<String> documents) {
        this.documents = documents;
    }

    public static PermissionsPage read() {
        try {
            String page = Files.readString(Path.of("src/docs/permissions.md"));
            return new PermissionsPage(JSON.matcher(page)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the service may do in an account. */
    public IdentityPolicy inAccount(String account) {
        return IdentityPolicy.of(documentInAccount(account));
    }

    /** The same as a document. */
    public String documentInAccount(String account) {
        return documents.get(0).replace("123456789012", account);
    }

    /** The trust of the provisioner role. */
    public String provisionerTrust(String serviceArn, String externalId) {
        return documents
                .get(1)
                .replace("arn:aws:iam::123456789012:role/tableflow-iam", serviceArn)
                .replace("EXTERNAL-ID", externalId);
    }

    /** The policy that lets the service assume the provisioner role. */
    public IdentityPolicy toAssume() {
        return IdentityPolicy.of(documentToAssume());
    }

    /** The same as a document. */
    public String documentToAssume() {
        return documents.get(2);
    }

    /** The trust of the service's own role, with EKS Pod Identity. */
    public String podIdentityTrust() {
        return documents.get(3);
    }

    /** The trust of the service's own role, with IAM roles for service accounts. */
    public String webIdentityTrust() {
        return documents.get(4);
    }
}
