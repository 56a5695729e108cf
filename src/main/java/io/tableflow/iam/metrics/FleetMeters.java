package io.tableflow.iam.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The gauges of all environments. They are read from the database when one of them is asked for and the last reading is older
 * than a few seconds: a scrape costs one statement, and a node that nobody scrapes costs none. A series of an account that
 * is new appears with the scrape after that.
 */
@Component
class FleetMeters {

    private static final Logger log = LoggerFactory.getLogger(FleetMeters.class);

    /** A scrape asks for hundreds of series, and several servers may scrape one node. */
    static final Duration READ_EVERY = Duration.ofSeconds(5);

    /** A database that does not answer once must not make alerts begin anew. */
    static final Duration COUNTS_FOR = Duration.ofMinutes(1);

    private final FleetReader reader;
    private final Clock clock;
    private final Map<FleetGauge, MultiGauge> gauges = new EnumMap<>(FleetGauge.class);
    private final ReentrantLock reading = new ReentrantLock();
    private volatile FleetSnapshot snapshot = FleetSnapshot.NONE;
    private volatile Instant triedAt = Instant.EPOCH;
    private boolean failing;

    FleetMeters(FleetReader reader, Clock clock, MeterRegistry meters) {
        this.reader = reader;
        this.clock = clock;
        for (FleetGauge gauge : FleetGauge.values()) {
            gauges.put(
                    gauge,
                    MultiGauge.builder(gauge.meter())
                            .description(gauge.description())
                            .baseUnit(gauge.unit())
                            .register(meters));
        }
        register(reader.zeros().keySet());
        Gauge.builder("tableflow.fleet.read.last.success.time", this, FleetMeters::lastSuccess)
                .description("When this node last read the gauges of all environments, in seconds since 1970; 0: never")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("tableflow.clock.offset", this, FleetMeters::clockOffset)
                .description("By how much this node's own clock is ahead of the database's; negative: it is behind")
                .baseUnit("seconds")
                .register(meters);
    }

    private void register(Collection<FleetSeries> series) {
        Map<FleetGauge, List<FleetSeries>> byGauge = series.stream().collect(Collectors.groupingBy(FleetSeries::gauge));
        gauges.forEach((gauge, meter) -> meter.register(byGauge.getOrDefault(gauge, List.of()).stream()
                .map(it -> MultiGauge.Row.of(it.tags(), this, meters -> meters.value(it)))
                .toList()));
    }

    private double value(FleetSeries series) {
        FleetSnapshot current = current();
        return isKnown(current) ? current.value(series) : Double.NaN;
    }

    private double lastSuccess() {
        return current().readAt().getEpochSecond();
    }

    private double clockOffset() {
        FleetSnapshot current = current();
        return isKnown(current) ? current.clockOffset().toMillis() / 1000.0 : Double.NaN;
    }

    private boolean isKnown(FleetSnapshot read) {
        return !read.readAt().plus(COUNTS_FOR).isBefore(clock.instant());
    }

    private FleetSnapshot current() {
        if (isDue()) {
            reading.lock();
            try {
                if (isDue()) {
                    read();
                }
            } finally {
                reading.unlock();
            }
        }
        return snapshot;
    }

    private boolean isDue() {
        return !triedAt.plus(READ_EVERY).isAfter(clock.instant());
    }

    private void read() {
        try {
            FleetSnapshot read = reader.read();
            register(read.values().keySet());
            snapshot = read;
            failing = false;
        } catch (DataAccessException failed) {
            if (!failing) {
                log.warn("The gauges of all environments cannot be read from the database", failed);
            }
            failing = true;
        } finally {
            triedAt = clock.instant();
        }
    }
}
