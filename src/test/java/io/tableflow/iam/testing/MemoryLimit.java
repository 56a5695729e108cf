package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A control group of Linux whose processes have so much memory and no more, as those of a container: one that needs more is
 * killed. What the kernel can read again from a file does not count. To make one takes the rights of root; without them, nothing
 * is limited.
 */
public final class MemoryLimit implements AutoCloseable {

    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

    private final @Nullable Path group;

    private MemoryLimit(@Nullable Path group) {
        this.group = group;
    }

    /** No limit. */
    public static MemoryLimit none() {
        return new MemoryLimit(null);
    }

    /** One of so many MiB, where this machine lets one be made. */
    public static MemoryLimit of(int mebibytes) {
        boolean isOld = Files.isDirectory(VERSION_1);
        Path group = (isOld ? VERSION_1 : VERSION_2)
                .resolve("tableflow-iam-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
            Files.writeString(
                    group.resolve(isOld ? "memory.limit_in_bytes" : "memory.max"),
                    Long.toString(mebibytes * 1024L * 1024));
            return new MemoryLimit(group);
        } catch (IOException notAllowed) {
            return none();
        }
    }

    /** Whether there is a limit. */
    public boolean isSet() {
        return group != null;
    }

    /** The command that runs this one within the limit. */
    List<String> around(List<String> command) {
        if (group == null) {
            return command;
        }
        String members = group.resolve("cgroup.procs").toString();
        return Stream.concat(Stream.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", members), command.stream())
                .toList();
    }

    /** Removes it. Its processes must have ended. */
    @Override
    public void close() {
        try {
            if (group != null) {
                Files.delete(group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The processes of " + group + " have not ended", e);
        }
    }
}
