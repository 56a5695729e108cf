package io.tableflow.iam.documentation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a page as Markdown with tables.
 *
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
final class MarkdownWriter {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|&!~]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final Pattern LINE_BREAKS = Pattern.compile("\\R|[\\p{Cntrl}\u2028\u2029]");

    private MarkdownWriter() {}

    static String write(List<Block> blocks) {
        return blocks.stream()
                .map(MarkdownWriter::block)
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Heading heading -> "#".repeat(heading.level()) + " " + text(heading.text());
            case Block.Paragraph paragraph -> text(paragraph.text());
            case Block.Table table -> table(table);
            case Block.Commands commands -> fenced(commands.lines());
            case Block.Picture picture -> "";
        };
    }

    private static String table(Block.Table table) {
        String head = row(table.columns().stream().map(Text::of).toList());
        String rule = table.columns().stream().map(it -> "---").collect(Collectors.joining(" | ", "| ", " |"));
        return table.rows().stream()
                .map(MarkdownWriter::row)
                .collect(Collectors.joining("\n", head + "\n" + rule + "\n", ""));
    }

    /** A pipe ends a cell even within code, unless it is escaped. */
    private static String row(List<Text> cells) {
        return cells.stream()
                .map(cell -> cell.parts().stream()
                        .map(part ->
                                part instanceof Text.Part.Value ? part(part).replace("|", "\\|") : part(part))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String text(Text text) {
        return text.parts().stream().map(MarkdownWriter::part).collect(Collectors.joining());
    }

    private static String part(Text.Part part) {
        String line = LINE_BREAKS.matcher(part.content()).replaceAll(" ");
        return switch (part) {
            case Text.Part.Words words -> SPECIAL.matcher(line).replaceAll("\\\\$0");
            case Text.Part.Value value -> code(line);
        };
    }

    /** A code span, whose fence is longer than any run of backticks in it. */
    private static String code(String value) {
        if (value.isBlank()) {
            return "(empty)";
        }
        String fence = "`".repeat(longestRun(value) + 1);
        boolean needsSpace =
                value.startsWith("`") || value.endsWith("`") || (value.startsWith(" ") && value.endsWith(" "));
        return needsSpace ? fence + " " + value + " " + fence : fence + value + fence;
    }

    private static String fenced(String lines) {
        String fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
        return fence + "sh\n" + lines + "\n" + fence;
    }

    private static int longestRun(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }
}
