package dev.tessera.shardconfig.redaction;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Failures of the platform whose messages name hosts, files and the machine, never rows. */
final class KnownSafe {
    private static final List<Class<? extends Throwable>> TYPES = List.of(
            VirtualMachineError.class,
            LinkageError.class,
            InterruptedException.class,
            TimeoutException.class,
            EOFException.class,
            SocketException.class,
            SocketTimeoutException.class,
            UnknownHostException.class,
            SSLException.class,
            ClosedChannelException.class,
            FileSystemException.class);

    private KnownSafe() {}

    static boolean isSafe(Throwable failure) {
        return TYPES.stream().anyMatch(type -> type.isInstance(failure));
    }
}
