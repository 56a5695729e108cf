package io.tableflow.iam.documentation;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * A page as a reader's program sees it: the text of each heading, paragraph, cell and block of commands, in order, with
 * values in brackets.
 */
final class ParsedPage {

    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private ParsedPage() {}

    static List<String> ofMarkdown(String text) {
        List<String> parts = new ArrayList<>();
        MARKDOWN.parse(text).accept(new Parts(parts));
        return parts;
    }

    static List<String> ofHtml(String text) {
        List<String> parts = new ArrayList<>();
        try {
            Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement();
            collect((Element) root.getElementsByTagName("main").item(0), parts);
        } catch (Exception e) {
            throw new AssertionError("The page is not well-formed: " + text, e);
        }
        return parts;
    }

    private static void collect(Element element, List<String> parts) {
        switch (element.getTagName()) {
            case "h1", "h2", "p", "td", "th" -> parts.add(spaced(content(element)));
            case "pre" -> parts.add(spaced(element.getTextContent()));
            case "svg" -> {
                // Only HTML has pictures.
            }
            default -> {
                NodeList children = element.getChildNodes();
                for (int i = 0; i < children.getLength(); i++) {
                    if (children.item(i) instanceof Element child) {
                        collect(child, parts);
                    }
                }
            }
        }
    }

    private static String content(Element element) {
        StringBuilder content = new StringBuilder();
        NodeList children = element.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            String text = children.item(i).getTextContent();
            content.append(children.item(i) instanceof Element ? "[" + text.strip() + "]" : text);
        }
        return content.toString();
    }

    private static String spaced(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}\u2028\u2029]+", " ").strip();
    }

    private static final class Parts extends AbstractVisitor {

        private final List<String> parts;
        private StringBuilder current = new StringBuilder();

        private Parts(List<String> parts) {
            this.parts = parts;
        }

        @Override
        public void visit(Heading heading) {
            part(heading);
        }

        @Override
        public void visit(Paragraph paragraph) {
            part(paragraph);
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableCell) {
                part(node);
            } else {
                visitChildren(node);
            }
        }

        @Override
        public void visit(FencedCodeBlock block) {
            parts.add(spaced(block.getLiteral()));
        }

        @Override
        public void visit(Text text) {
            current.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            current.append('[').append(code.getLiteral().strip()).append(']');
        }

        private void part(Node node) {
            current = new StringBuilder();
            visitChildren(node);
            parts.add(spaced(current.toString()));
        }
    }
}
