package io.tableflow.iam.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of the documentation, parsed as GitHub does. */
final class MarkdownPage {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private final Path file;
    private final List<String> links = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();
    private final List<CodeBlock> blocks = new ArrayList<>();

    /**
     * A block of code.
     *
     * @param language as the page says it; empty if it does not
     */
    record CodeBlock(String language, String text) {}

    private MarkdownPage(Path file, String text) {
        this.file = file;
        PARSER.parse(text).accept(new Collector());
    }

    static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages of the project, those of the build's own folders left out. */
    static List<MarkdownPage> all() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> sources = Files.walk(Path.of("src"))) {
            return Stream.concat(top.filter(Files::isRegularFile), sources)
                    .filter(it -> it.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownPage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    /** Where its links and images lead, as written. */
    List<String> links() {
        return links;
    }

    /** What can follow a {@code #}: GitHub's names of its headings. */
    Set<String> anchors() {
        return anchors;
    }

    List<CodeBlock> blocks() {
        return blocks;
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** As GitHub names it: lower case, without punctuation, with hyphens for spaces. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String textOf(Node heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
            }

            @Override
            public void visit(Code node) {
                text.append(node.getLiteral());
            }
        });
        return text.toString();
    }

    private final class Collector extends AbstractVisitor {

        private final Map<String, Integer> headings = new HashMap<>();

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
        }

        @Override
        public void visit(Heading heading) {
            String anchor = anchor(textOf(heading));
            int before = headings.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
            visitChildren(heading);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            blocks.add(new CodeBlock(block.getInfo().strip(), block.getLiteral()));
        }
    }
}
