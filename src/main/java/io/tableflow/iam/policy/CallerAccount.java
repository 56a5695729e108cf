package io.tableflow.iam.policy;

import java.util.Optional;

/** The account that the service's own credentials belong to: that of every environment whose spec names none. */
@FunctionalInterface
public interface CallerAccount {

    /** The account, if it is already known. Never calls AWS. */
    Optional<AwsAccount> knownAccount();
}
