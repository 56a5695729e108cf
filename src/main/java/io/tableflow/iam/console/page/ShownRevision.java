package io.tableflow.iam.console.page;

import io.tableflow.iam.environment.Environment;
import io.tableflow.iam.environment.ExpectedRevision;
import io.tableflow.iam.environment.ExpectedRevision.Revision;
import io.tableflow.iam.http.problem.ProblemException;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The revision that a form was made for, as a hidden field: what {@code If-Match} is for the API. */
public final class ShownRevision {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.(\\d{1,18})");

    private ShownRevision() {}

    public static String of(Environment environment) {
        return environment.id() + "." + environment.revision();
    }

    /**
     * The revision of a form that was sent.
     *
     * @throws ProblemException 400 if it is none
     */
    public static ExpectedRevision parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw ProblemException.invalid("revision", "must be the one of the form that was shown");
        }
        return new ExpectedRevision(
                Set.of(new Revision(UUID.fromString(form.group(1)), Long.parseLong(form.group(2)))));
    }
}
