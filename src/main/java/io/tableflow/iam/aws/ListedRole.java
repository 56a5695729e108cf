package io.tableflow.iam.aws;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of ListRoles' answer that GetAccountAuthorizationDetails leaves out.
 *
 * @param maxSession null if the answer does not have it
 */
public record ListedRole(String name, @Nullable Duration maxSession) {}
