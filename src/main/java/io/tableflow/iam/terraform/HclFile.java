package io.tableflow.iam.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** A file of Terraform's configuration language: comments and blocks, with an empty line between them. */
final class HclFile {

    private final List<List<String>> parts = new ArrayList<>();

    /** Adds a comment of several lines. */
    void comment(List<String> lines) {
        parts.add(lines.stream().map(line -> line.isEmpty() ? "#" : "# " + line).toList());
    }

    /** Adds a block. */
    void add(Block block) {
        parts.add(block.lines());
    }

    String text() {
        return parts.stream().map(lines -> String.join("\n", lines) + "\n").collect(Collectors.joining("\n"));
    }

    /** A block with its attributes, and the blocks in it after them. */
    static final class Block {

        private final String header;
        private final SequencedMap<String, HclExpression> attributes = new LinkedHashMap<>();
        private final List<Block> blocks = new ArrayList<>();

        /**
         * @param header the type of the block and its labels, without the brace; the labels are quoted
         */
        Block(String header) {
            this.header = header;
        }

        Block with(String attribute, HclExpression value) {
            attributes.put(attribute, value);
            return this;
        }

        Block with(Block inner) {
            blocks.add(inner);
            return this;
        }

        private List<String> lines() {
            List<String> inner = new ArrayList<>(HclExpression.assignments(attributes));
            for (Block block : blocks) {
                if (!inner.isEmpty()) {
                    inner.add("");
                }
                inner.addAll(block.lines());
            }
            List<String> lines = new ArrayList<>();
            lines.add(header + " {");
            lines.addAll(HclExpression.indented(inner));
            lines.add("}");
            return lines;
        }
    }
}
