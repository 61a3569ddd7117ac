package dev.tessera.shardconfig.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.InvalidClusterConfigException;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigFileTest {
    private static final String GOOD =
            """
            cluster: test
            buckets: 64
            accounts:
              operator:
                user: tessera_operator
                password_file: secrets/operator
              app:
                user: tessera_app
                password_env: TESSERA_APP_PASSWORD
            directory:
              address: 127.0.0.1:13300
            shards:
              - name: shard-a
                address: 127.0.0.1:13301
                disk_bytes: 10GiB
                replicas: ["127.0.0.1:13311"]
                lossless: true
              - name: shard-b
                address: 127.0.0.1:13302
            """;

    private final Path folder;

    ClusterConfigFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void quickstart_isAsTheQuickstartStartsIt() {
        ClusterConfig config = ClusterConfigFile.read(Path.of("clusters/quickstart"));
        assertThat(config.name()).hasToString("quickstart");
        assertThat(config.buckets().count()).isEqualTo(16);
        assertThat(config.directory())
                .isEqualTo(new DirectoryConfig(
                        ServerAddress.parse("127.0.0.1:13300"), new SchemaName("tessera_directory")));
        assertThat(config.shards())
                .extracting(shard -> shard.name() + " " + shard.address() + " "
                        + shard.diskBytes().orElseThrow().readable())
                .containsExactly("shard-a 127.0.0.1:13301 10.0 GiB", "shard-b 127.0.0.1:13302 10.0 GiB");
        assertThat(config.app().password())
                .isEqualTo(new PasswordSource.InFile(
                        Path.of("../.quickstart/secrets/app").toAbsolutePath().normalize()));
    }

    @Test
    void productionExample_isRead() {
        ClusterConfig config = ClusterConfigFile.read(Path.of("clusters/production-example"));
        assertThat(config.buckets().count()).isEqualTo(1024);
        assertThat(config.shards()).hasSize(4);
        ShardConfig first = config.shard(new ShardName("shard-a"));
        assertThat(first.replicas()).hasSize(2);
        assertThat(first.diskBytes()).contains(DataSize.parse("2TiB"));
        assertThat(config.shards()).filteredOn(ShardConfig::lossless).hasSize(1);
    }

    @Test
    void everyMistake_isReportedAtOnceWithItsLine() throws IOException {
        String bad =
                """
                cluster: Test
                buckets: 0
                acounts: {}
                accounts:
                  operator:
                    user: tessera_operator
                    password_file: a
                    password_env: B
                  app:
                    password_env: 9
                directory:
                  address: 127.0.0.1
                shards:
                  - name: shard-a
                    address: 127.0.0.1:13301
                    disk_bytes: 10GB
                  - name: shard-a
                    address: 127.0.0.1:13301
                    lossless: yes
                """;
        write(bad);
        InvalidClusterConfigException refused = catchThrowableOfType(InvalidClusterConfigException.class, this::read);
        assertThat(String.valueOf(refused.getMessage()).lines())
                .containsExactly(
                        "cluster.yml:1: cluster: cluster name 'Test' is not 1 to 63 of a-z, 0-9 and '-', the first a letter",
                        "cluster.yml:2: buckets: a cluster begins with 1 to 4096 buckets, not 0",
                        "cluster.yml:3: acounts: unknown key; known here: accounts, buckets, cluster, directory, shards",
                        "cluster.yml:6: accounts.operator: exactly one of password_file and password_env is expected",
                        "cluster.yml:10: accounts.app.user: is missing",
                        "cluster.yml:10: accounts.app.password_env: a text is expected",
                        "cluster.yml:12: directory.address: '127.0.0.1' is not host:port",
                        "cluster.yml:16: shards[0].disk_bytes: '10GB' is not a size: a whole number of bytes, or of KiB, MiB,"
                                + " GiB or TiB, is",
                        "cluster.yml:17: shards[1].name: 'shard-a' is used twice; each shard needs a name of its own",
                        "cluster.yml:18: shards[1].address: '127.0.0.1:13301' is used twice; each server serves one shard",
                        "cluster.yml:19: shards[1].lossless: true or false is expected");
        assertThat(refused.problems()).hasSize(11);
    }

    @Test
    void missingKeys_areAllNamed() throws IOException {
        write("{}\n");
        assertProblems(
                "cluster.yml:1: cluster: is missing",
                "cluster.yml:1: buckets: is missing",
                "cluster.yml:1: accounts: is missing",
                "cluster.yml:1: directory: is missing",
                "cluster.yml:1: shards: is missing");
    }

    @Test
    void keyThatStandsTwice_isRefused() throws IOException {
        write(GOOD + "buckets: 128\n");
        assertProblems("cluster.yml:20: buckets: stands here twice");
    }

    @Test
    void bucketsAsText_isRefused() throws IOException {
        write(GOOD.replace("buckets: 64", "buckets: '64'"));
        assertProblems("cluster.yml:2: buckets: a whole number is expected");
        write(GOOD.replace("buckets: 64", "buckets: 0x40"));
        assertProblems("cluster.yml:2: buckets: a whole number is expected, in plain decimal digits");
    }

    @Test
    void replicaThatIsAnotherShard_isRefused() throws IOException {
        write(GOOD.replace("13311", "13302"));
        assertProblems(
                "cluster.yml:19: shards[1].address: '127.0.0.1:13302' is used twice; each server serves one shard");
    }

    @Test
    void oneAccountForBoth_isRefused() throws IOException {
        write(GOOD.replace("user: tessera_app", "user: tessera_operator"));
        assertProblems(
                "cluster.yml:7: accounts.app: 'tessera_operator' is the operator; the app needs an account of its own");
    }

    @Test
    void directoryInTheSchemaOfBuckets_isRefused() throws IOException {
        write(GOOD.replace("13300", "13300\n  schema: tessera"));
        assertProblems(
                "cluster.yml:12: directory.schema: schema 'tessera' is the one of live buckets; the directory needs one of"
                        + " its own");
    }

    @Test
    void listsAndMappings_areNotMixedUp() throws IOException {
        write(GOOD.substring(0, GOOD.indexOf("shards:")) + "shards: none\n");
        assertProblems("cluster.yml:12: shards: a list is expected");
        write(GOOD.substring(0, GOOD.indexOf("shards:")) + "shards: []\n");
        assertProblems("cluster.yml:12: shards: is empty");
        write(GOOD.substring(0, GOOD.indexOf("shards:")) + "shards: [a]\n");
        assertProblems("cluster.yml:12: shards[0]: a mapping of keys to values is expected");
    }

    @Test
    void whatIsNoMappingOrNoYaml_isRefused() throws IOException {
        write("");
        assertProblems("cluster.yml: a mapping of keys to values is expected");
        write("- a\n");
        assertProblems("cluster.yml:1: a mapping of keys to values is expected");
        write("cluster: [\n");
        assertThatThrownBy(this::read).hasMessageStartingWith("cluster.yml:2: not YAML: ");
        Files.write(folder.resolve("cluster.yml"), "cluster: é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(this::read).hasMessageStartingWith("cluster.yml: ");
    }

    @Test
    void missingFile_isNamedWithItsFolder() {
        assertThatThrownBy(this::read).hasMessage("cluster.yml: there is no such file in " + folder);
    }

    @Test
    void password_isReadFromItsFile() throws IOException {
        write(GOOD);
        AccountConfig operator = read().operator();
        Path file = folder.resolve("secrets/operator");
        assertThatThrownBy(operator::credentials).hasMessage("the password file " + file + " can't be read");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThatThrownBy(operator::credentials).hasMessage("the password file " + file + " is empty");
        Files.writeString(file, "se cret\n");
        assertThat(operator.credentials().password()).isEqualTo("se cret");
        assertThat(operator.credentials()).hasToString("tessera_operator");
    }

    @Test
    void passwordVariableThatIsNotSet_isNamed() {
        PasswordSource source = new PasswordSource.InEnvironment("TESSERA_NEVER_SET");
        assertThatThrownBy(source::resolve).hasMessage("the environment variable TESSERA_NEVER_SET holds no password");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("cluster.yml"), yaml);
    }

    private ClusterConfig read() {
        return ClusterConfigFile.read(folder);
    }

    private void assertProblems(String... lines) {
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidClusterConfigException.class)
                .satisfies(refused -> assertThat(
                                String.valueOf(refused.getMessage()).lines().toList())
                        .isEqualTo(List.of(lines)));
    }
}
