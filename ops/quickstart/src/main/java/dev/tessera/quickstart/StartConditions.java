package dev.tessera.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must hold before anything is started, so that nothing is half started. */
final class StartConditions {
    private static final long MEBIBYTE = 1024 * 1024;

    private StartConditions() {}

    /**
     * Every port must be free.
     *
     * @param users by port, who wants it
     * @throws QuickstartException naming every port in use
     */
    static void requireFree(Map<Integer, String> users) {
        String taken = users.entrySet().stream()
                .filter(port -> !isFree(port.getKey()))
                .map(port -> port.getKey() + " (" + port.getValue() + ")")
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new QuickstartException("in use on 127.0.0.1: port " + taken
                    + ". Stop what listens there; `ss -ltnp` shows it. Nothing was started");
        }
    }

    /** @throws QuickstartException when the folder's disk has less room than that */
    static void requireDisk(Path folder, long mebibytes) {
        try {
            long free = Files.getFileStore(existing(folder)).getUsableSpace() / MEBIBYTE;
            if (free < mebibytes) {
                throw new QuickstartException("the disk of " + folder + " has " + free + " MiB free, and " + mebibytes
                        + " MiB are needed. Nothing was started");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path existing(Path folder) {
        Path path = folder.toAbsolutePath();
        while (!Files.exists(path)) {
            path = Optional.ofNullable(path.getParent()).orElseThrow();
        }
        return path;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port whose last user just left is free enough.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
