package io.tableflow.iam.access;

/** Somebody could not sign in to the console with an issuer. The message says why, in sentences for them. */
public final class SignInRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isPassing;

    private SignInRefusedException(String why, boolean isPassing) {
        super(why);
        this.isPassing = isPassing;
    }

    static SignInRefusedException because(String why) {
        return new SignInRefusedException(why, false);
    }

    /** The issuer does not answer, or not as OpenID Connect specifies. */
    static SignInRefusedException unreachable(Throwable cause) {
        SignInRefusedException refusal =
                new SignInRefusedException("The issuer can't be reached at present. Try again in a moment.", true);
        refusal.initCause(cause);
        return refusal;
    }

    /** Whether it may be otherwise in a moment, whoever tries. */
    public boolean isPassing() {
        return isPassing;
    }
}
