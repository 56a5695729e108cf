package io.tableflow.iam.compliance;

/**
 * What a rule says of an environment, before waivers.
 *
 * @param evidence a sentence with what was seen; never an external id
 */
record Finding(RuleStatus status, String evidence) {

    static Finding passed(String evidence) {
        return new Finding(RuleStatus.PASSED, evidence);
    }

    static Finding failed(String evidence) {
        return new Finding(RuleStatus.FAILED, evidence);
    }

    static Finding notApplicable(String why) {
        return new Finding(RuleStatus.NOT_APPLICABLE, why);
    }

    static Finding of(boolean passes, String passed, String failed) {
        return passes ? passed(passed) : failed(failed);
    }
}
