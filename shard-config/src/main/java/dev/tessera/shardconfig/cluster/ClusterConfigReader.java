package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.internal.yaml.ConfigProblems;
import dev.tessera.shardconfig.internal.yaml.UniqueValues;
import dev.tessera.shardconfig.internal.yaml.YamlMapping;
import dev.tessera.shardconfig.internal.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds a {@link ClusterConfig} from the mappings of its file, and continues after each problem. */
final class ClusterConfigReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Path folder;
    private final ConfigProblems problems;

    ClusterConfigReader(Path folder, ConfigProblems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    ClusterConfig read(YamlMapping yaml) {
        Optional<ClusterName> name = yaml.required("cluster", YamlScalar.text(ClusterName::new));
        Optional<InitialBuckets> buckets =
                yaml.required("buckets", YamlScalar.wholeNumber().map(InitialBuckets::new));
        Optional<Accounts> accounts = yaml.requiredMapping("accounts").flatMap(this::accounts);
        Optional<DirectoryConfig> directory = yaml.requiredMapping("directory").flatMap(ClusterConfigReader::directory);
        List<ShardConfig> shards = shards(yaml.requiredMappings("shards"));
        yaml.refuseOtherKeys();
        problems.throwIfAny();
        return new ClusterConfig(
                name.orElseThrow(),
                buckets.orElseThrow(),
                accounts.orElseThrow().operator(),
                accounts.orElseThrow().app(),
                directory.orElseThrow(),
                shards);
    }

    private Optional<Accounts> accounts(YamlMapping yaml) {
        Optional<AccountConfig> operator = yaml.requiredMapping("operator").flatMap(this::account);
        Optional<AccountConfig> app = yaml.requiredMapping("app").flatMap(this::account);
        yaml.refuseOtherKeys();
        if (operator.isEmpty() || app.isEmpty()) {
            return Optional.empty();
        }
        if (operator.get().user().equals(app.get().user())) {
            yaml.problem("app", "'" + app.get().user() + "' is the operator; the app needs an account of its own");
        }
        return Optional.of(new Accounts(operator.get(), app.get()));
    }

    private Optional<AccountConfig> account(YamlMapping yaml) {
        Optional<UserName> user = yaml.required("user", YamlScalar.text(UserName::new));
        Optional<PasswordSource> file =
                yaml.optional("password_file", YamlScalar.text(text -> new PasswordSource.InFile(beside(text))));
        Optional<PasswordSource> variable =
                yaml.optional("password_env", YamlScalar.text(ClusterConfigReader::variable));
        if (yaml.has("password_file") == yaml.has("password_env")) {
            yaml.problem("exactly one of password_file and password_env is expected");
        }
        yaml.refuseOtherKeys();
        Optional<PasswordSource> password = file.or(() -> variable);
        return user.flatMap(known -> password.map(source -> new AccountConfig(known, source)));
    }

    private static Optional<DirectoryConfig> directory(YamlMapping yaml) {
        Optional<ServerAddress> address = yaml.required("address", YamlScalar.text(ServerAddress::parse));
        Optional<SchemaName> schema = yaml.optional("schema", YamlScalar.text(SchemaName::new));
        yaml.refuseOtherKeys();
        try {
            return address.map(at -> new DirectoryConfig(at, schema.orElse(DirectoryConfig.DEFAULT_SCHEMA)));
        } catch (IllegalArgumentException e) {
            yaml.problem("schema", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static List<ShardConfig> shards(List<YamlMapping> mappings) {
        UniqueValues names = new UniqueValues("each shard needs a name of its own");
        UniqueValues addresses = new UniqueValues("each server serves one shard");
        return mappings.stream()
                .flatMap(yaml -> shard(yaml, names, addresses).stream())
                .toList();
    }

    private static Optional<ShardConfig> shard(YamlMapping yaml, UniqueValues names, UniqueValues addresses) {
        Optional<ShardName> name = yaml.required("name", YamlScalar.text(ShardName::new));
        Optional<ServerAddress> address = yaml.required("address", YamlScalar.text(ServerAddress::parse));
        Optional<DataSize> disk = yaml.optional("disk_bytes", YamlScalar.textOrNumber(DataSize::parse));
        List<ServerAddress> replicas = yaml.list("replicas", YamlScalar.text(ServerAddress::parse));
        boolean lossless = yaml.optional("lossless", YamlScalar.truth()).orElse(false);
        yaml.refuseOtherKeys();
        name.ifPresent(value -> names.add(yaml, "name", value));
        address.ifPresent(value -> addresses.add(yaml, "address", value));
        replicas.forEach(value -> addresses.add(yaml, "replicas", value));
        return name.flatMap(known -> address.map(at -> new ShardConfig(known, at, disk, replicas, lossless)));
    }

    private Path beside(String text) {
        return folder.toAbsolutePath().resolve(text).normalize();
    }

    private static PasswordSource variable(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of an environment variable");
        }
        return new PasswordSource.InEnvironment(name);
    }

    private record Accounts(AccountConfig operator, AccountConfig app) {}
}
