package dev.tessera.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.Tls;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.util.Duration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration of one instance; it reads everything about shards from the directory. */
public final class TesseraConfiguration extends Configuration {
    /** A folder with a cluster.yml, which says where the directory is and which account the app has. */
    @JsonProperty("cluster")
    private @Nullable String cluster;

    /** The same without a folder. */
    @Valid @JsonProperty("directory")
    private @Nullable DirectoryAccess directory;

    /** Connections kept for each shard. */
    @Min(1) @Max(1_000) @JsonProperty("pool_size")
    private int poolSize = 16;

    /** What connections to MySQL do about TLS. */
    @NotNull @JsonProperty("tls")
    private Tls tls = Tls.PREFERRED;

    /** How long one transaction may last; then it is rolled back. */
    @NotNull @JsonProperty("max_transaction_age")
    private Duration maxTransactionAge = Duration.seconds(2);

    /** Where the directory's last snapshot is kept, for a start while that is down. Each instance has its own; empty: none. */
    @JsonProperty("snapshot_file")
    private @Nullable String snapshotFile;

    /** Seals cursors; the same in every instance. Not a secret: a forged cursor reads nothing that a request couldn't. */
    @Size(min = 1) @NotNull @JsonProperty("cursor_key")
    private String cursorKey = "tessera";

    /** Added to the machine's clock: lets a test run an instance whose clock is wrong. */
    @NotNull @JsonProperty("clock_offset_ms")
    private Long clockOffsetMillis = 0L;

    /** False leaves every outbox event to the sweep, as if each request were followed by a crash. */
    @JsonProperty("relay_after_commit")
    private boolean relayAfterCommit = true;

    /** The sweep's pause after each bucket. */
    @NotNull @JsonProperty("sweep_pause")
    private Duration sweepPause = Duration.milliseconds(50);

    @AssertTrue(message = "name either a cluster folder or a directory") public boolean isDirectoryNamedOnce() {
        boolean byCluster = cluster != null && !cluster.isEmpty();
        return byCluster == (directory == null);
    }

    RouterConfig router() {
        RouterConfig defaults = directory != null ? directory.router() : ofCluster();
        RouterConfig router = defaults.withPoolSize(poolSize)
                .withTls(tls)
                .withMaxWaitersPerBucket(maxWaitersPerBucket())
                .withMaxTransactionAge(maxTransactionAge.toJavaDuration());
        return snapshotFile == null || snapshotFile.isEmpty() ? router : router.withSnapshotFile(Path.of(snapshotFile));
    }

    String cursorKey() {
        return cursorKey;
    }

    java.time.Duration clockOffset() {
        return java.time.Duration.ofMillis(clockOffsetMillis);
    }

    boolean relayAfterCommit() {
        return relayAfterCommit;
    }

    java.time.Duration sweepPause() {
        return sweepPause.toJavaDuration();
    }

    /** A bucket that moves must not hold all request threads. */
    private int maxWaitersPerBucket() {
        return getServerFactory() instanceof AbstractServerFactory server
                ? Math.max(1, server.getMaxThreads() / 4)
                : 64;
    }

    private RouterConfig ofCluster() {
        ClusterConfig config = ClusterConfigFile.read(Path.of(String.valueOf(cluster)));
        return RouterConfig.of(
                config.directory().address(),
                config.directory().schema().value(),
                config.app().user().value(),
                config.app().credentials().password());
    }
}
