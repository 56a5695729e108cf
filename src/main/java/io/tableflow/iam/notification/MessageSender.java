package io.tableflow.iam.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tableflow.iam.notification.Attempt.Outcome;
import io.tableflow.iam.outbound.RetryAfter;
import io.tableflow.iam.outbound.TransactionGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts messages to one endpoint. The host's addresses are looked up for each connection, and only those that are allowed are
 * connected to, so that a name cannot lead into the own network later on (DNS rebinding). Redirects are not followed, cookies are
 * not kept, and of an answer only the status and {@code Retry-After} are read.
 */
final class MessageSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MessageSender.class);

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Standard Webhooks recommends 15 to 30 seconds; a node that stops waits for no more than 15. */
    static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(12);

    private static final int LONGEST_ANSWER = 4096;
    private static final int GONE = 410;
    private static final int SUCCESS = 200;
    private static final int REDIRECT = 300;
    private static final int CLIENT_ERROR = 400;
    private static final String TIMER = "tableflow.notification.deliveries";

    private final NotificationEndpoint endpoint;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Duration attemptTimeout;
    private final CloseableHttpClient client;

    /** Ends attempts whose time is up: the client's own time-outs are for each read. */
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("notification-deadline").factory());

    MessageSender(NotificationEndpoint endpoint, MeterRegistry meters, Clock clock) {
        this(endpoint, meters, clock, SystemDefaultDnsResolver.INSTANCE, ATTEMPT_TIMEOUT);
    }

    MessageSender(
            NotificationEndpoint endpoint,
            MeterRegistry meters,
            Clock clock,
            DnsResolver names,
            Duration attemptTimeout) {
        this.endpoint = endpoint;
        this.meters = meters;
        this.clock = clock;
        this.attemptTimeout = attemptTimeout;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new UsableAddresses(names, endpoint))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                                .setSocketTimeout(Timeout.of(attemptTimeout))
                                // Names are looked up again after that time, and idle connections are checked before
                                // use.
                                .setTimeToLive(TimeValue.ofMinutes(1))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(attemptTimeout))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("tableflow-iam")
                .build();
        for (Outcome outcome : Outcome.values()) {
            timer(outcome);
        }
    }

    private Timer timer(Outcome outcome) {
        return Timer.builder(TIMER)
                .description("Attempts to deliver notifications")
                .tag("endpoint", endpoint.name())
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /** Posts the message once, outside any transaction. */
    Attempt send(NotificationMessage message) {
        TransactionGuard.requireNoTransaction("A notification");
        long begun = System.nanoTime();
        Attempt attempt = post(message, begun);
        timer(attempt.outcome()).record(attempt.took());
        return attempt;
    }

    private Attempt post(NotificationMessage message, long begun) {
        Instant now = clock.instant();
        HttpPost request = new HttpPost(endpoint.url());
        request.setHeader("webhook-id", message.id());
        request.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
        request.setHeader("webhook-signature", endpoint.signer().sign(message, now));
        request.setEntity(new ByteArrayEntity(message.body(), ContentType.parse(CloudEventWriter.MEDIA_TYPE)));
        ScheduledFuture<?> deadline =
                deadlines.schedule(request::abort, attemptTimeout.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            Attempt attempt = answered(response, begun);
            readToItsEnd(response);
            return attempt;
        } catch (UnknownHostException noAddress) {
            return unanswered(
                    noAddress instanceof ForbiddenAddressException ? Outcome.FORBIDDEN : Outcome.UNREACHABLE,
                    noAddress instanceof ForbiddenAddressException
                            ? "The host has no address that may be connected to: a public one or, with"
                                    + " allow-private-addresses, a private one."
                            : "The host is not known.",
                    begun);
        } catch (IOException failed) {
            log.debug("Endpoint {} did not answer", endpoint.name(), failed);
            return unanswered(
                    Outcome.UNREACHABLE,
                    request.isAborted()
                            ? "No answer came within " + attemptTimeout.toSeconds() + " seconds."
                            : "No answer came: " + failed.getClass().getSimpleName() + ".",
                    begun);
        } finally {
            deadline.cancel(false);
        }
    }

    private Attempt answered(ClassicHttpResponse response, long begun) {
        int status = response.getCode();
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return new Attempt(
                outcomeOf(status),
                status,
                failureOf(status),
                retryAfter == null ? Duration.ZERO : RetryAfter.parse(retryAfter.getValue(), clock.instant()),
                since(begun));
    }

    /** A short body is read so that the connection can be used again; after a longer one it is closed. */
    private void readToItsEnd(ClassicHttpResponse response) {
        try {
            if (response.getEntity() != null) {
                response.getEntity().getContent().readNBytes(LONGEST_ANSWER);
            }
        } catch (IOException failed) {
            log.debug("The rest of an answer of endpoint {} was not read", endpoint.name(), failed);
        }
    }

    private static Outcome outcomeOf(int status) {
        if (status >= SUCCESS && status < REDIRECT) {
            return Outcome.DELIVERED;
        }
        return status == GONE ? Outcome.GONE : Outcome.REFUSED;
    }

    private static @Nullable String failureOf(int status) {
        if (status >= SUCCESS && status < REDIRECT) {
            return null;
        }
        return status >= REDIRECT && status < CLIENT_ERROR
                ? "The endpoint answered " + status + ", and redirects are not followed."
                : "The endpoint answered " + status + ".";
    }

    private static Attempt unanswered(Outcome outcome, String failure, long begun) {
        return new Attempt(outcome, null, failure, Duration.ZERO, since(begun));
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        try {
            client.close();
        } catch (IOException failed) {
            log.debug("A client of endpoint {} was not closed cleanly", endpoint.name(), failed);
        }
    }

    /** Looks names up, and leaves out the addresses that must not be connected to. */
    private record UsableAddresses(DnsResolver names, NotificationEndpoint endpoint) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            boolean isEncrypted = "https".equalsIgnoreCase(endpoint.url().getScheme());
            InetAddress[] usable =
                    AddressKind.usable(names.resolve(host), endpoint.allowPrivateAddresses(), isEncrypted);
            if (usable.length == 0) {
                throw new ForbiddenAddressException();
            }
            return usable;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** The host is known, and must not be connected to. */
    private static final class ForbiddenAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        ForbiddenAddressException() {
            super("no address of the host may be connected to");
        }
    }
}
