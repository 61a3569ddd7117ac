package dev.tessera.bench.transfer;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.process.TemporaryFolder;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mysqldump | mysql}, as an operator would type it for rows alone: one snapshot, streamed, INSERTs of many rows. Tables of several
 * buckets go through one pipe, into one schema.
 */
final class DumpCopy implements CopyWay {
    static final List<String> DUMP_OPTIONS = List.of(
            "--single-transaction",
            "--quick",
            "--extended-insert",
            "--no-create-info",
            "--skip-triggers",
            "--no-tablespaces",
            "--set-gtid-purged=OFF");

    static final String SCHEMA = "bench_dump";

    private final TwoServers servers;
    private final List<String> dump;
    private final List<String> client;

    private DumpCopy(TwoServers servers, List<String> dump, List<String> client) {
        this.servers = servers;
        this.dump = dump;
        this.client = client;
    }

    /** @throws IllegalStateException when the machine's MySQL came without its client programs */
    static DumpCopy on(TwoServers servers) {
        return new DumpCopy(servers, program(servers.provider(), "mysqldump"), program(servers.provider(), "mysql"));
    }

    private static List<String> program(MySqlProvider provider, String name) {
        return provider.client(name)
                .orElseThrow(() -> new IllegalStateException("no " + name + " beside mysqld: install MySQL's client"
                        + " programs, or let TESSERA_MYSQL=fetch fetch them"));
    }

    @Override
    public void copy(TransferWork work) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("dump")) {
            pipe(work, folder.path().resolve("dump.log"));
        }
    }

    private void pipe(TransferWork work, Path log) throws IOException, InterruptedException {
        List<String> from = line(dump, servers.source());
        from.addAll(DUMP_OPTIONS);
        from.add(TransferWork.SOURCE_SCHEMA);
        work.all().forEach(bucket -> from.add(GeneratedComments.table(bucket)));
        List<String> to = line(client, servers.target());
        to.add(SCHEMA);
        Redirect said = Redirect.appendTo(log.toFile());
        List<Process> both = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder(from).redirectInput(new File("/dev/null")).redirectError(said),
                new ProcessBuilder(to).redirectOutput(said).redirectError(said)));
        for (Process each : both) {
            if (each.waitFor() != 0) {
                throw new IOException("mysqldump | mysql failed: " + Files.readString(log));
            }
        }
    }

    private static List<String> line(List<String> program, MySqlServer server) {
        List<String> line = new ArrayList<>(program);
        line.addAll(List.of(
                "--no-defaults", "--host=" + server.host(), "--port=" + server.port(), "--user=" + MySqlServer.USER));
        return line;
    }

    @Override
    public String schemaOn(TransferWork work, BucketId bucket) {
        return SCHEMA;
    }

    @Override
    public String toString() {
        return "mysqldump | mysql";
    }
}
