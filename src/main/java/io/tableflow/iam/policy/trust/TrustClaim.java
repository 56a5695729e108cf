package io.tableflow.iam.policy.trust;

import java.util.Locale;

/**
 * What has to be true of a trust that lets in Confluent and nobody else: that Confluent gets in, and, for each way in, that nobody
 * else does. Each name is a claim that is true exactly when it {@linkplain TrustFinding.Status#HOLDS holds}.
 */
public enum TrustClaim {
    /** Confluent's principal, with the external id, from an address and at a time that the conditions allow. */
    CONFLUENT_CAN_ASSUME(true),
    /** The same where it passes session tags, as Tableflow does: then {@code sts:TagSession} is asked for, too. */
    CONFLUENT_CAN_ASSUME_WITH_SESSION_TAGS(true),
    /** IAM shows an id instead of an ARN for a principal that was deleted: nobody can be that principal again. */
    CONFLUENT_PRINCIPAL_NOT_DELETED(true),
    /** The conditions of the spec are met by some request from now on. */
    TRUST_CONDITIONS_CAN_HOLD(true),

    /** Confluent's principal on behalf of somebody else: the confused deputy that the external id is against. */
    ASSUME_WITHOUT_EXTERNAL_ID_DENIED(false),
    ASSUME_WITH_OTHER_EXTERNAL_ID_DENIED(false),
    /** Letter case counts in an external id. */
    ASSUME_WITH_EXTERNAL_ID_IN_OTHER_CASE_DENIED(false),
    /** Session tags in the place of the external id. */
    ASSUME_WITH_SESSION_TAGS_BUT_NO_EXTERNAL_ID_DENIED(false),
    ASSUME_BY_OTHER_ROLE_OF_CONFLUENT_DENIED(false),
    /** The root user of Confluent's account, and so everybody whom that account lets. */
    ASSUME_BY_ACCOUNT_OF_CONFLUENT_DENIED(false),
    /** The root user of the role's own account, and so everybody whom that account lets. */
    ASSUME_BY_OWN_ACCOUNT_DENIED(false),
    /** Somebody in the role's own account who may do everything. */
    ASSUME_BY_OWN_ADMINISTRATOR_DENIED(false),
    ASSUME_BY_OTHER_ACCOUNT_DENIED(false),
    ASSUME_BY_ANONYMOUS_DENIED(false),
    ASSUME_BY_SERVICE_DENIED(false),
    ASSUME_WITH_SAML_DENIED(false),
    ASSUME_WITH_WEB_IDENTITY_DENIED(false),
    TAG_SESSION_BY_OTHERS_DENIED(false),
    /** Everybody whom the trust names, everybody whom it does not name, and Confluent without its external id, in any way. */
    NOBODY_ELSE_LET_IN(false);

    private final boolean isAboutConfluent;

    TrustClaim(boolean isAboutConfluent) {
        this.isAboutConfluent = isAboutConfluent;
    }

    /** Whether it says that Confluent gets in; otherwise that somebody else does not. */
    public boolean isAboutConfluent() {
        return isAboutConfluent;
    }

    /** Its name as it is shown and stored: {@code assume-without-external-id-denied}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
