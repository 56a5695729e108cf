package io.tableflow.iam.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of AssumeRole calls, of whatever roles.
 *
 * @param next the token of the next page; null: this is the last
 */
public record AssumeRolePage(
        List<AssumeRoleEvent> events, @Nullable String next) {

    public AssumeRolePage {
        events = List.copyOf(events);
    }
}
