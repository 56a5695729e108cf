package io.tableflow.iam.benchmark;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.CompletableFuture;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What of another JVM's heap is in use after a full collection. */
final class LiveHeap implements AutoCloseable {

    private static final double MEBIBYTE = 1024 * 1024;
    private static final int MILLIS_BETWEEN_SAMPLES = 200;

    private final JMXConnector connector;
    private final MemoryMXBean memory;

    private LiveHeap(JMXConnector connector, MemoryMXBean memory) {
        this.connector = connector;
        this.memory = memory;
    }

    /** Attaches to a JVM of this user on this machine, so what is deserialized is its own. */
    @SuppressWarnings("BanJNDI")
    static LiveHeap of(long pid) {
        try {
            VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent()));
            jvm.detach();
            return new LiveHeap(
                    connector,
                    ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), MemoryMXBean.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Now, in MiB. */
    double mebibytes() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }

    /** The most while something is done, in MiB. */
    double peakDuring(Runnable work) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(work);
        double peak = mebibytes();
        while (!done.isDone()) {
            peak = Math.max(peak, mebibytes());
            done.copy()
                    .completeOnTimeout(null, MILLIS_BETWEEN_SAMPLES, java.util.concurrent.TimeUnit.MILLISECONDS)
                    .join();
        }
        done.join();
        return peak;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
