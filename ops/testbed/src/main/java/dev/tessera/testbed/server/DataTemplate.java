package dev.tessera.testbed.server;

import dev.tessera.testbed.process.Cache;
import dev.tessera.testbed.process.Folders;
import dev.tessera.testbed.process.Supervised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data folder made once for each version of MySQL; a new server's data are a copy of it. */
final class DataTemplate {
    private static final Logger log = LoggerFactory.getLogger(DataTemplate.class);

    /** Part of the entry's name: to be increased when what follows changes. */
    private static final int EDITION = 1;

    private static final List<String> OPTIONS = List.of(
            "--initialize-insecure",
            "--skip-log-bin",
            "--loose_innodb_redo_log_capacity=8M",
            "--innodb_buffer_pool_size=64M",
            "--innodb_flush_method=nosync");

    /** The account that the official Docker image makes as well. */
    private static final String ACCOUNTS =
            """
            CREATE USER 'root'@'%' IDENTIFIED BY '';
            GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;
            """;

    private final Mysqld mysqld;
    private final Cache cache;

    DataTemplate(Mysqld mysqld, Cache cache) {
        this.mysqld = mysqld;
        this.cache = cache;
    }

    /** Fills {@code data}, which must not exist; it does only once it is whole. */
    void copyTo(Path data) {
        Path template = cache.entry("data-" + mysqld.version() + "-" + EDITION, this::initialize)
                .resolve("data");
        Path partial = data.resolveSibling(data.getFileName() + ".partial");
        Folders.delete(partial);
        Folders.copy(template, partial);
        try {
            Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void initialize(Path folder) {
        log.info("preparing a data folder for MySQL {} (once)", mysqld.version());
        Path data = folder.resolve("data");
        Supervised.runToEnd(
                mysqld.commandLine(data, withAccounts(folder)), folder.resolve("mysqld.log"), Duration.ofMinutes(3));
        forgetIdentity(data);
    }

    private static List<String> withAccounts(Path folder) {
        try {
            Path accounts = Files.writeString(folder.resolve("accounts.sql"), ACCOUNTS);
            return Stream.concat(OPTIONS.stream(), Stream.of("--init-file=" + accounts))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without it every copy draws a server_uuid of its own. */
    private static void forgetIdentity(Path data) {
        try {
            Files.delete(data.resolve("auto.cnf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
