package io.tableflow.iam.documentation;

import java.util.List;

/** A part of a documentation page, independent of the format in which it is written. */
sealed interface Block {

    /**
     * The heading of a section.
     *
     * @param level 1: the page's title; 2: a section
     */
    record Heading(int level, Text text) implements Block {}

    /** A paragraph. */
    record Paragraph(Text text) implements Block {}

    /**
     * A table.
     *
     * @param columns their headings
     * @param rows each with one cell for each column
     */
    record Table(List<String> columns, List<List<Text>> rows) implements Block {}

    /** Commands for a shell, to copy and paste. */
    record Commands(String lines) implements Block {}

    /**
     * A picture, in formats that have pictures.
     *
     * @param svg an SVG element
     */
    record Picture(String svg) implements Block {}
}
