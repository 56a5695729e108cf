package io.tableflow.iam.console.page;

/** Where a page of a list by numbers begins, as its URL says. */
public final class PageStart {

    private PageStart() {}

    /** The number before which it begins; for what is no number, the list begins at its beginning. */
    public static long before(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }
}
