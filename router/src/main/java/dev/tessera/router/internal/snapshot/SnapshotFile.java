package dev.tessera.router.internal.snapshot;

import dev.tessera.router.PlacementSnapshot;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.shardconfig.placement.SlotMap;
import dev.tessera.shardconfig.redaction.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last snapshot, saved on disk for a start while the directory is down. A text file of lines; the last line is a checksum, so that a
 * truncated file isn't used.
 */
final class SnapshotFile {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

    /** A stale snapshot is safe, because MySQL refuses access to moved buckets; but one this old is probably of another cluster. */
    private static final Duration MAX_AGE = Duration.ofDays(7);

    /** An unchanged snapshot is saved again, lest it look old because nothing has happened. */
    private static final Duration SAVE_AGAIN_AFTER = Duration.ofHours(1);

    private static final String FORMAT = "tessera-snapshot 3";

    private final Path file;
    private final String directory;
    private @Nullable SavedSnapshot last;

    /** @param directory the address and schema of the directory that a snapshot must come from */
    SnapshotFile(Path file, String directory) {
        this.file = file;
        this.directory = directory;
    }

    /** Saves the snapshot that the directory has just confirmed, unless it was saved a short time ago. Not thread-safe. */
    void keep(PlacementSnapshot snapshot) {
        Instant now = Instant.now();
        if (last == null
                || last.snapshot().version() != snapshot.version()
                || last.savedAt().plus(SAVE_AGAIN_AFTER).isBefore(now)) {
            last = new SavedSnapshot(snapshot, now);
            save(last);
        }
    }

    /** Replaces what is there, whole or not at all. A failure is logged: traffic doesn't depend on this file. */
    private void save(SavedSnapshot snapshot) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            Path draft = Files.createTempFile(parent, file.getFileName().toString(), ".new");
            String body = body(snapshot);
            Files.writeString(draft, body + checksum(body) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            LOG.warn("the snapshot can't be kept in {}: {}", file, Redaction.message(failure));
        }
    }

    /** What was saved last; empty, with the reason in the log, when there is nothing that can be believed. */
    Optional<SavedSnapshot> load() {
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException none) {
            LOG.warn("there is no saved snapshot in {}", file);
        } catch (IOException | RuntimeException failure) {
            LOG.warn("the snapshot in {} can't be used: {}", file, failure.getMessage());
        }
        return Optional.empty();
    }

    private String body(SavedSnapshot saved) {
        PlacementSnapshot snapshot = saved.snapshot();
        StringBuilder body = new StringBuilder();
        line(body, FORMAT);
        line(body, "saved_at", saved.savedAt());
        line(body, "directory", directory);
        line(body, "cluster", snapshot.cluster(), snapshot.version(), snapshot.schemaVersion());
        snapshot.shards().forEach((shard, address) -> line(body, "shard", shard, address));
        snapshot.servers().forEach((shard, servers) -> servers.forEach(uuid -> line(body, "server", shard, uuid)));
        snapshot.serverChanges().forEach((shard, at) -> line(body, "server_change", shard, at));
        snapshot.placements()
                .all()
                .forEach(placement -> line(
                        body,
                        "placement",
                        placement.bucket(),
                        placement.shard(),
                        placement.epoch(),
                        placement.state().name()));
        return body.toString();
    }

    private static void line(StringBuilder body, Object... words) {
        for (int i = 0; i < words.length; i++) {
            body.append(i == 0 ? "" : " ").append(words[i]);
        }
        body.append('\n');
    }

    private SavedSnapshot parse(String text) {
        int end = text.lastIndexOf('\n', text.length() - 2) + 1;
        String body = text.substring(0, end);
        if (!text.substring(end).strip().equals(checksum(body))) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        Parser parser = new Parser();
        body.lines().map(line -> line.split(" ")).forEach(parser::accept);
        return new SavedSnapshot(parser.snapshot(), parser.savedAt);
    }

    private static String checksum(String body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        return "crc32c " + Long.toHexString(checksum.getValue());
    }

    private final class Parser {
        private final Map<ShardName, ServerAddress> shards = new HashMap<>();
        private final Map<ShardName, Set<String>> servers = new HashMap<>();
        private final Map<ShardName, Instant> serverChanges = new HashMap<>();
        private final List<Placement> placements = new ArrayList<>();
        private String[] cluster = {};
        private Instant savedAt = Instant.EPOCH;

        void accept(String[] words) {
            switch (words[0]) {
                case "saved_at" -> savedAt = checkAge(Instant.parse(words[1]));
                case "directory" -> checkDirectory(words[1]);
                case "cluster" -> cluster = words;
                case "shard" -> shards.put(new ShardName(words[1]), ServerAddress.parse(words[2]));
                case "server" ->
                    servers.computeIfAbsent(new ShardName(words[1]), shard -> new HashSet<>())
                            .add(words[2]);
                case "server_change" -> serverChanges.put(new ShardName(words[1]), Instant.parse(words[2]));
                case "placement" -> placements.add(placement(words));
                default -> checkFormat(String.join(" ", words));
            }
        }

        PlacementSnapshot snapshot() {
            return new PlacementSnapshot(
                    cluster[1],
                    Long.parseLong(cluster[2]),
                    Integer.parseInt(cluster[3]),
                    shards,
                    servers,
                    serverChanges,
                    SlotMap.of(placements));
        }

        private static Placement placement(String[] words) {
            return new Placement(
                    BucketId.parse(words[1]),
                    new ShardName(words[2]),
                    Long.parseLong(words[3]),
                    PlacementState.valueOf(words[4]));
        }

        private static Instant checkAge(Instant at) {
            if (at.isBefore(Instant.now().minus(MAX_AGE))) {
                throw new IllegalArgumentException(
                        "it is from " + at + ", more than " + MAX_AGE.toDays() + " days ago");
            }
            return at;
        }

        private void checkDirectory(String saved) {
            if (!saved.equals(directory)) {
                throw new IllegalArgumentException("it comes from the directory " + saved + ", not " + directory);
            }
        }

        private static void checkFormat(String line) {
            if (!line.equals(FORMAT)) {
                throw new IllegalArgumentException("'" + line + "' is not known; '" + FORMAT + "' is");
            }
        }
    }
}
