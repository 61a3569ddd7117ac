package dev.tessera.bench.measure;

import dev.tessera.testbed.server.ServerSpec;

/**
 * Servers as MySQL starts them by itself: its default memory, direct I/O, and each commit durable before it is answered. The testbed's own
 * are smaller and never wait for a disk.
 */
public final class DurableServers {
    private DurableServers() {}

    public static ServerSpec spec(String name) {
        return ServerSpec.named(name)
                .withTls()
                .withOption("innodb_flush_method", "O_DIRECT")
                .withOption("innodb_buffer_pool_size", "128M")
                .withOption("innodb_log_buffer_size", "64M")
                .withOption("innodb_redo_log_capacity", "100M")
                .withOption("max_binlog_size", "1G");
    }
}
