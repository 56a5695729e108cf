package io.tableflow.iam.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.documentation.Block.Commands;
import io.tableflow.iam.documentation.Block.Heading;
import io.tableflow.iam.documentation.Block.Paragraph;
import io.tableflow.iam.documentation.Block.Table;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written says the same in both formats, whatever is in it: each is read by a parser of its own. */
class WritersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a | b || c",
                "`one` ``two`` ```",
                "` at both ends `",
                "  spaces  ",
                "*bold* _it_ [link](javascript:alert(1)) ![x](http://x/y.png) <b>html</b> &amp; &lt;",
                "<script>alert(1)</script>",
                "\"quotes\" 'and' \\ backslash \\| pipe",
                "# heading - list 1. item > quote ~~~ ~~del~~",
                "https://example.com and www.example.com and a@b.c",
                "two\nlines\r\nand \u2028 more\u0007",
                "${aws:username} %s {0} :tada: $x$",
                "\\",
                "]]>-->",
            })
    void aValueAndAWordAreReadAsTheyAre(String text) {
        List<Block> page = List.of(
                new Heading(1, Text.of("Value {} in words", text)),
                new Paragraph(Text.of("{}", text)),
                new Paragraph(new Text(List.of(new Text.Part.Words("x" + text + "x")))),
                new Table(
                        List.of("a", "b"),
                        List.of(
                                List.of(Text.value(text), new Text(List.of(new Text.Part.Words("y" + text + "y")))),
                                List.of(Text.values(List.of(text, text)), Text.of("-")))),
                new Commands("echo '" + text.lines().findFirst().orElseThrow() + "'"));

        assertThat(ParsedPage.ofMarkdown(MarkdownWriter.write(page)))
                .isEqualTo(ParsedPage.ofHtml(HtmlWriter.write("title", page)));
    }
}
