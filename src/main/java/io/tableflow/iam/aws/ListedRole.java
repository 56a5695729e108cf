package io.tableflow.iam.aws;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What ListRoles tells of a role that GetAccountAuthorizationDetails leaves out.
 *
 * @param maxSession null where it was not told
 */
public record ListedRole(String name, @Nullable Duration maxSession) {}
