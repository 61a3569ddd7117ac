package dev.tessera.router.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.router.PlacementSnapshot;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.shardconfig.placement.SlotMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final ShardName SHARD = new ShardName("shard-a");
    private static final PlacementSnapshot SNAPSHOT = new PlacementSnapshot(
            "test",
            7,
            1,
            Map.of(SHARD, ServerAddress.parse("db-1:3306")),
            Map.of(SHARD, Set.of("0d5f8f3e-0000-11f0-8000-000000000001")),
            Map.of(SHARD, Instant.parse("2026-11-30T10:20:30.400Z")),
            SlotMap.of(List.of(
                    new Placement(new BucketId(0, 1_023), SHARD, 5, PlacementState.LIVE),
                    new Placement(new BucketId(1_024, 16_383), SHARD, 6, PlacementState.CUTOVER))));

    private final Path folder;

    SnapshotFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whatWasSaved_isRead() {
        file().keep(SNAPSHOT);
        assertThat(file().load()).map(SavedSnapshot::snapshot).contains(SNAPSHOT);
    }

    @Test
    void placements_areWrittenByTheNameOfTheirBucket() throws IOException {
        file().keep(SNAPSHOT);
        assertThat(Files.readAllLines(path()))
                .contains(
                        "tessera-snapshot 3",
                        "placement 00000_01023 shard-a 5 LIVE",
                        "placement 01024_16383 shard-a 6 CUTOVER");
    }

    @Test
    void fileOfTheEarlierFormat_isNotAdopted() throws IOException {
        file().keep(SNAPSHOT);
        rewrite("tessera-snapshot 3", "tessera-snapshot 2");
        assertThat(file().load()).isEmpty();
    }

    @Test
    void placementsThatLeaveSlotsOut_areNotAdopted() throws IOException {
        file().keep(SNAPSHOT);
        rewrite("placement 01024_16383", "placement 01025_16383");
        assertThat(file().load()).isEmpty();
    }

    private SnapshotFile file() {
        return new SnapshotFile(path(), "db-0:3306/tessera_directory");
    }

    private Path path() {
        return folder.resolve("snapshot");
    }

    /** With the right checksum. */
    private void rewrite(String text, String other) throws IOException {
        String[] parts = Files.readString(path()).split("(?m)^crc32c ", -1);
        assertThat(parts[0]).contains(text);
        String body = parts[0].replace(text, other);
        CRC32C checksum = new CRC32C();
        checksum.update(body.getBytes(StandardCharsets.UTF_8));
        Files.writeString(path(), body + "crc32c " + Long.toHexString(checksum.getValue()) + "\n");
        assertThat(parts).hasSize(2);
    }
}
