package io.tableflow.iam.common;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace that this thread's work belongs to. Where traces are off there is none, and nothing here does or costs anything.
 *
 * <p>It is static, as OpenTelemetry's own context is: calls that are deep in adapters belong to the trace of whatever runs them.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class TraceContext {

    private static final String INSTRUMENTATION = "tableflow-iam";
    private static final Tracer NONE = TracerProvider.noop().get(INSTRUMENTATION);
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String MDC_KEY = "traceId";

    private static final AtomicReference<@Nullable OpenTelemetry> USED = new AtomicReference<>();

    private static volatile Tracer tracer = NONE;

    private TraceContext() {}

    /** From now on spans are made by it. */
    public static void use(OpenTelemetry telemetry) {
        USED.set(telemetry);
        tracer = telemetry.getTracer(INSTRUMENTATION);
    }

    /** It makes none any more. Another one that is used by now still does. */
    public static void release(OpenTelemetry telemetry) {
        if (USED.compareAndSet(telemetry, null)) {
            tracer = NONE;
        }
    }

    /** The id of the trace; null: there is none. */
    public static @Nullable String traceId() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid() ? current.getTraceId() : null;
    }

    /** The present span as it is stored, in the form of the header {@code traceparent}; null: there is none. */
    public static @Nullable String traceparent() {
        SpanContext current = Span.current().getSpanContext();
        return current.isValid()
                ? "00-" + current.getTraceId() + "-" + current.getSpanId() + "-"
                        + current.getTraceFlags().asHex()
                : null;
    }

    /** Goes on in a trace that was stored, perhaps by another node. Without one, in none. */
    public static Resumed resume(@Nullable String traceparent) {
        SpanContext stored = parse(traceparent);
        return stored == null ? Resumed.NOTHING : Resumed.of(Context.root().with(Span.wrap(stored)));
    }

    /** Goes on in the trace of another thread. */
    public static Resumed resume(Context captured) {
        return Span.fromContext(captured).getSpanContext().isValid() ? Resumed.of(captured) : Resumed.NOTHING;
    }

    /** For {@link #resume(Context)} in another thread. */
    public static Context capture() {
        return Context.current();
    }

    /**
     * Does something that is shown in the trace, if there is one.
     *
     * @param link another trace that has to do with it, as it was stored
     */
    public static <T> T span(
            String name, SpanKind kind, Map<String, String> attributes, @Nullable String link, Supplier<T> work) {
        if (!Span.current().getSpanContext().isValid()) {
            return work.get();
        }
        var builder = tracer.spanBuilder(name).setSpanKind(kind);
        attributes.forEach(builder::setAttribute);
        SpanContext linked = parse(link);
        if (linked != null) {
            builder.addLink(linked);
        }
        Span span = builder.startSpan();
        try (Scope ignored = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException | Error failed) {
            // Without its message, which may say more than a trace is meant to.
            span.setStatus(StatusCode.ERROR, failed.getClass().getSimpleName());
            throw failed;
        } finally {
            span.end();
        }
    }

    /** Says of the present span that what it shows has failed. */
    public static void failed(String why) {
        Span.current().setStatus(StatusCode.ERROR, why);
    }

    /** Adds something to the present span. */
    public static void attribute(String name, String value) {
        Span.current().setAttribute(name, value);
    }

    /** Adds a number to the present span. */
    public static void attribute(String name, long value) {
        Span.current().setAttribute(name, value);
    }

    private static @Nullable SpanContext parse(@Nullable String traceparent) {
        Matcher parts = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (!parts.matches()) {
            return null;
        }
        SpanContext context = SpanContext.createFromRemoteParent(
                parts.group(1), parts.group(2), TraceFlags.fromHex(parts.group(3), 0), TraceState.getDefault());
        return context.isValid() ? context : null;
    }

    /** What is done until it is closed is in the trace that was resumed, and so are its log lines. */
    public record Resumed(@Nullable Scope scope, MDC.@Nullable MDCCloseable logged) implements AutoCloseable {

        private static final Resumed NOTHING = new Resumed(null, null);

        @SuppressWarnings("MustBeClosedChecker") // whoever resumes closes
        private static Resumed of(Context context) {
            Scope scope = context.makeCurrent();
            return new Resumed(
                    scope,
                    MDC.putCloseable(
                            MDC_KEY, Span.fromContext(context).getSpanContext().getTraceId()));
        }

        @Override
        public void close() {
            if (logged != null) {
                logged.close();
            }
            if (scope != null) {
                scope.close();
            }
        }
    }
}
