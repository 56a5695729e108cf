package io.tableflow.iam.policy.evaluation;

/**
 * How a statement names a principal. It matters how: one that is named itself needs nothing else in its own account, and whether
 * boundaries and session policies limit it depends on whether its session or its role is named (IAM User Guide, "Policy
 * evaluation logic").
 *
 * @param direct its user or its session is named, or everybody
 * @param role its role is named
 * @param account its account is named, which leaves the decision to the policies of that account
 */
record PrincipalMatch(Match direct, Match role, Match account) {

    static final PrincipalMatch NONE = new PrincipalMatch(Match.NOT_MATCHED, Match.NOT_MATCHED, Match.NOT_MATCHED);

    static PrincipalMatch direct(Match match) {
        return new PrincipalMatch(match, Match.NOT_MATCHED, Match.NOT_MATCHED);
    }

    Match any() {
        return direct.or(role).or(account);
    }
}
