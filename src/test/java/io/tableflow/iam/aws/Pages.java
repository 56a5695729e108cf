package io.tableflow.iam.aws;

import java.util.function.Consumer;

/** All pages of an account's authorization details; each is read when the previous one was consumed. */
public record Pages(IamAccount iam) {

    public static Pages of(IamAccount iam) {
        return new Pages(iam);
    }

    public void forEach(Consumer<AuthorizationPage> consumer) {
        String next = null;
        do {
            AuthorizationPage page = iam.authorizationPage(next, 1000);
            consumer.accept(page);
            next = page.next();
        } while (next != null);
    }
}
