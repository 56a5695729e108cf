package io.tableflow.iam.documentation;

import org.jspecify.annotations.Nullable;

/** Draws who assumes the role, and what the role reaches. */
final class TrustPicture {

    private TrustPicture() {}

    /**
     * An SVG element with a text for those who do not see it.
     *
     * @param principal the name of Confluent's role; null: nobody gets in
     * @param description what it shows, in a sentence
     */
    static Block.Picture of(@Nullable String principal, String role, String bucket, String description) {
        String confluent = principal == null
                ? box(10, 70, "Nobody", "the trust denies everyone", true)
                : box(10, 70, "Confluent", principal, false);
        return new Block.Picture("""
                <svg viewBox="0 0 820 204" role="img" aria-label="%s" font-family="system-ui, sans-serif" font-size="14">
                <defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
                <path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>
                %s%s%s%s%s%s%s</svg>""".formatted(
                        HtmlWriter.escaped(description),
                        confluent,
                        box(295, 70, "Role", role, false),
                        box(580, 10, "S3 bucket", bucket, false),
                        box(580, 130, "AWS Glue", "the catalog", false),
                        principal == null ? "" : arrow(240, 102, 293, 102),
                        arrow(525, 92, 578, 52),
                        arrow(525, 112, 578, 152)));
    }

    private static String box(int x, int y, String title, String name, boolean isEmpty) {
        return """
                <rect x="%1$d" y="%2$d" width="230" height="64" rx="8" fill="none" stroke="currentColor"%5$s/>
                <text x="%3$d" y="%4$d" text-anchor="middle" fill="currentColor" font-weight="bold">%6$s</text>
                <text x="%3$d" y="%7$d" text-anchor="middle" fill="currentColor" font-size="11">%8$s</text>
                """.formatted(
                        x,
                        y,
                        x + 115,
                        y + 27,
                        isEmpty ? " stroke-dasharray=\"6 4\"" : "",
                        HtmlWriter.escaped(title),
                        y + 48,
                        HtmlWriter.escaped(shortened(name)));
    }

    private static String arrow(int fromX, int fromY, int toX, int toY) {
        return "<path d=\"M%d %d %d %d\" stroke=\"currentColor\" marker-end=\"url(#end)\"/>\n"
                .formatted(fromX, fromY, toX, toY);
    }

    /** What fits into a box; the text beside the picture has the whole name. */
    private static String shortened(String name) {
        return name.length() <= 36 ? name : name.substring(0, 35) + "…";
    }
}
