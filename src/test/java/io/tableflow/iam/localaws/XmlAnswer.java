package io.tableflow.iam.localaws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the elements of one answer, and wraps them as the Query protocol does. */
final class XmlAnswer {

    private final StringBuilder xml = new StringBuilder();
    private boolean hasResult;

    XmlAnswer text(String name, Object value) {
        hasResult = true;
        xml.append('<').append(name).append('>').append(escape(value.toString()));
        xml.append("</").append(name).append('>');
        return this;
    }

    XmlAnswer text(String name, Optional<?> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    XmlAnswer time(String name, Instant time) {
        return text(name, time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A policy document, URL-encoded by RFC 3986 as IAM does. */
    XmlAnswer document(String name, String json) {
        String encoded = URLEncoder.encode(json, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return text(name, encoded);
    }

    XmlAnswer element(String name, Runnable content) {
        hasResult = true;
        xml.append('<').append(name).append('>');
        content.run();
        xml.append("</").append(name).append('>');
        return this;
    }

    <T> XmlAnswer list(String name, Collection<T> items, Consumer<T> content) {
        return element(name, () -> items.forEach(item -> element("member", () -> content.accept(item))));
    }

    /** Writes the result element although it is empty. */
    void emptyResult() {
        hasResult = true;
    }

    String success(AwsService service, String action, String requestId) {
        String result = hasResult ? "<%1$sResult>%2$s</%1$sResult>".formatted(action, xml) : "";
        return "<%1$sResponse xmlns=\"%2$s\">%3$s<ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata></%1$sResponse>"
                .formatted(action, service.namespace(), result, requestId);
    }

    /** What was written, without anything around it. */
    String xml() {
        return xml.toString();
    }

    static String failure(AwsService service, AwsError error, String requestId) {
        XmlAnswer answer = new XmlAnswer();
        answer.element(
                "Error",
                () -> answer.text("Type", error.type())
                        .text("Code", error.code())
                        .text("Message", error.message()));
        answer.text("RequestId", requestId);
        return "<ErrorResponse xmlns=\"%s\">%s</ErrorResponse>".formatted(service.namespace(), answer.xml);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;");
    }
}
