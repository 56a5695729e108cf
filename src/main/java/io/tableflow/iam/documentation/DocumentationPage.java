package io.tableflow.iam.documentation;

import java.util.List;

/**
 * An environment's documentation, in the two formats in which it is read. Both have the same text. The external id is in
 * neither.
 */
public final class DocumentationPage {

    /** The policy for a browser that shows {@link #html()}: its style applies, and nothing is loaded or run. */
    public static final String CONTENT_SECURITY_POLICY = HtmlWriter.CONTENT_SECURITY_POLICY;

    private final String title;
    private final List<Block> blocks;

    DocumentationPage(String title, List<Block> blocks) {
        this.title = title;
        this.blocks = List.copyOf(blocks);
    }

    /** As Markdown with tables. */
    public String markdown() {
        return MarkdownWriter.write(blocks);
    }

    /** As one HTML file that loads nothing. */
    public String html() {
        return HtmlWriter.write(title, blocks);
    }
}
