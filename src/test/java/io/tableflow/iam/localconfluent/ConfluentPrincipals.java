package io.tableflow.iam.localconfluent;

/** The roles that Confluent has in its own AWS account, one for each integration. */
public interface ConfluentPrincipals {

    /** Confluent's AWS account in its documentation's examples. */
    String ACCOUNT = "851725421142";

    /** An integration was created: its principal comes into being, at once or somewhat later. */
    void created(String id);

    /** An integration was deleted, and its principal with it. */
    void deleted(String id);

    /** Nobody's IAM knows them: for an in-process IAM that does not host Confluent's account, and so believes in any principal. */
    ConfluentPrincipals NOWHERE = new ConfluentPrincipals() {
        @Override
        public void created(String id) {}

        @Override
        public void deleted(String id) {}
    };
}
