package dev.tessera.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Everything that the quickstart keeps: data of the servers, passwords, logs. One process uses it at a time. */
final class QuickstartFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private QuickstartFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws QuickstartException when another quickstart uses the folder */
    static QuickstartFolder open(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new QuickstartException(
                        "a quickstart runs already in " + root + "; stop it with Ctrl-C there first");
            }
            return new QuickstartFolder(root, channel, lock);
        } catch (IOException failure) {
            throw new QuickstartException("the folder " + root + " can't be used: " + failure, failure);
        }
    }

    /** Forgets data, passwords and logs. */
    void reset() {
        for (String part : new String[] {"data", "secrets", "logs"}) {
            delete(root.resolve(part));
        }
    }

    Path data(String server) {
        return root.resolve("data").resolve(server);
    }

    Path log(String process) {
        return folder("logs").resolve(process + ".log");
    }

    /** Whether {@link #mark} was called since the last reset. */
    boolean isMarked(String fact) {
        return Files.exists(folder("data").resolve(fact));
    }

    /** Remembers that something was done to the data. */
    void mark(String fact) {
        try {
            Files.writeString(folder("data").resolve(fact), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The file that holds an account's password; made with a random one where there is none. */
    Path secret(String account) {
        Path file = folder("secrets").resolve(account);
        if (!Files.exists(file)) {
            byte[] password = new byte[16];
            new SecureRandom().nextBytes(password);
            writePrivately(file, HexFormat.of().formatHex(password));
        }
        return file;
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void writePrivately(Path file, String text) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
