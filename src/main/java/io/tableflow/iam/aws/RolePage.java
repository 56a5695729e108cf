package io.tableflow.iam.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an account's roles.
 *
 * @param next what {@link IamAccount#rolePage} wants for the page after this one; null: this was the last
 */
public record RolePage(List<ListedRole> roles, @Nullable String next) {

    public RolePage {
        roles = List.copyOf(roles);
    }
}
