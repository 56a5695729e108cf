package io.tableflow.iam.documentation;

import io.tableflow.iam.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a page as one HTML file that loads nothing, and that XML parsers read, too. */
final class HtmlWriter {

    private static final Pattern NOT_IN_HTML = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    private static final String STYLE = """

            :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
            body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-bottom: 1px solid #8888; padding: .3rem .6rem; text-align: left; vertical-align: top; }
            code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
            pre { overflow-x: auto; border: 1px solid #8888; padding: .6rem; }
            svg { width: 100%; height: auto; color: inherit; }
            """;

    /** A policy under which a browser shows the page, with its style, and loads or runs nothing. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Sha256.sha256(STYLE.getBytes(StandardCharsets.UTF_8)))
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private HtmlWriter() {}

    /**
     * The page.
     *
     * @param title as the browser shows it
     */
    static String write(String title, List<Block> blocks) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(
                escaped(title), STYLE, blocks.stream().map(HtmlWriter::block).collect(Collectors.joining("\n")));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Heading heading -> element("h" + heading.level(), text(heading.text()));
            case Block.Paragraph paragraph -> element("p", text(paragraph.text()));
            case Block.Table table -> table(table);
            case Block.Commands commands -> element("pre", element("code", escaped(commands.lines())));
            case Block.Picture picture -> picture.svg();
        };
    }

    private static String table(Block.Table table) {
        String head = table.columns().stream()
                .map(it -> "<th scope=\"col\">" + escaped(it) + "</th>")
                .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>\n"));
        String body = table.rows().stream()
                .map(row -> row.stream()
                        .map(cell -> element("td", text(cell)))
                        .collect(Collectors.joining("", "<tr>", "</tr>\n")))
                .collect(Collectors.joining());
        return "<div class=\"wide\"><table>" + head + element("tbody", "\n" + body) + "</table></div>";
    }

    private static String text(Text text) {
        return text.parts().stream()
                .map(part -> switch (part) {
                    case Text.Part.Words words -> escaped(words.content());
                    case Text.Part.Value value when value.content().isBlank() -> "(empty)";
                    case Text.Part.Value value -> element("code", escaped(value.content()));
                })
                .collect(Collectors.joining());
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    /** The text for an element's content, or for an attribute in quotes. */
    static String escaped(String text) {
        return NOT_IN_HTML
                .matcher(text)
                .replaceAll(" ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
