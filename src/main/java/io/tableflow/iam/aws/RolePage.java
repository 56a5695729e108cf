package io.tableflow.iam.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an account's roles.
 *
 * @param next the parameter of {@link IamAccount#rolePage} for the next page; null: this is the last
 */
public record RolePage(List<ListedRole> roles, @Nullable String next) {

    public RolePage {
        roles = List.copyOf(roles);
    }
}
