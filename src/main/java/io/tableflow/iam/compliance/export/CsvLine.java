package io.tableflow.iam.compliance.export;

import java.util.List;
import java.util.stream.Collectors;

/** A line of a CSV file (RFC 4180), which a spreadsheet program shows and never evaluates. */
final class CsvLine {

    /**
     * What makes a cell a formula, or hides one in front of it (OWASP, "CSV Injection"):
     * <a href="https://owasp.org/www-community/attacks/CSV_Injection">owasp.org</a>.
     */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n";

    private CsvLine() {}

    /** The line with its end. */
    static String of(List<String> cells) {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String harmless = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.chars().anyMatch(it -> it == ',' || it == '"' || it == '\r' || it == '\n')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
