package dev.tessera.bench.routing.http;

import dev.tessera.app.api.JsonBodyWriter;
import dev.tessera.app.api.WireJson;
import dev.tessera.bench.measure.ShardAccess;
import dev.tessera.bench.routing.sides.CommentReads;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.PasswordSource;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** A Dropwizard application of one resource. Told where the shards are by system properties. Public for Dropwizard. */
public final class BareApplication extends Application<Configuration> {
    static final String ROUTING = "bench.routing";
    static final String BUCKETS = "bench.buckets";
    static final String SHARDS = "bench.shards";
    static final String USER = "bench.user";
    static final String PASSWORD_FILE = "bench.password_file";

    private BareApplication() {}

    public static void main(String[] arguments) throws Exception {
        // ShardingSphere reads keywords with the machine's locale.
        Locale.setDefault(Locale.ROOT);
        new BareApplication().run(arguments);
    }

    /** The properties of a JVM that serves so. */
    static Stream<String> properties(ShardAccess access, boolean byHand, Path passwordFile) {
        String shards = String.join(
                ",", access.shards().stream().map(ServerAddress::toString).toList());
        return Stream.of(
                "-D" + ROUTING + "=" + (byHand ? "hand" : "shardingsphere"),
                "-D" + BUCKETS + "=" + access.buckets(),
                "-D" + SHARDS + "=" + shards,
                "-D" + USER + "=" + access.user(),
                "-D" + PASSWORD_FILE + "=" + passwordFile);
    }

    @Override
    public void run(Configuration configuration, Environment environment) throws SQLException {
        ShardAccess access = access();
        CommentReads reads =
                property(ROUTING).equals("hand") ? CommentReads.byHand(access) : CommentReads.byShardingSphere(access);
        environment.lifecycle().manage(new AutoCloseableManager(reads));
        environment.jersey().register(new JsonBodyWriter(WireJson.mapper()));
        environment.jersey().register(new BareResource(reads));
    }

    private static ShardAccess access() {
        return new ShardAccess(
                Integer.parseInt(property(BUCKETS)),
                Arrays.stream(property(SHARDS).split(",", -1))
                        .map(ServerAddress::parse)
                        .toList(),
                property(USER),
                new PasswordSource.InFile(Path.of(property(PASSWORD_FILE))).resolve());
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " isn't set");
        }
        return value;
    }
}
