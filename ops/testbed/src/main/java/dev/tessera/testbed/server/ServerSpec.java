package dev.tessera.testbed.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server should be like.
 *
 * @param name for logs and folders: letters, digits, dots, dashes, underscores
 * @param port on 127.0.0.1; 0 = any free one
 * @param dataDirectory kept and used again by the next start; null = temporary, deleted on close
 * @param serverId MySQL's {@code server_id}; 0 = the port, which no other live server of this machine has
 * @param options further mysqld options without dashes, for example {@code binlog_row_image=MINIMAL}; they win over ours
 */
public record ServerSpec(
        String name, int port, @Nullable Path dataDirectory, long serverId, Map<String, String> options) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9_.-]*");

    public ServerSpec {
        check(NAME.matcher(name).matches(), "a server's name is 1 to 40 letters, digits, dots, dashes: '" + name + "'");
        check(port >= 0 && port <= 65535, "port out of range: " + port);
        check(serverId >= 0 && serverId <= 0xFFFF_FFFFL, "server id out of range: " + serverId);
        options.keySet()
                .forEach(option -> check(OPTION.matcher(option).matches(), "not a mysqld option: '" + option + "'"));
        options = Map.copyOf(options);
    }

    public static ServerSpec named(String name) {
        return new ServerSpec(name, 0, null, 0, Map.of());
    }

    public ServerSpec withPort(int port) {
        return new ServerSpec(name, port, dataDirectory, serverId, options);
    }

    public ServerSpec withDataDirectory(Path dataDirectory) {
        return new ServerSpec(name, port, dataDirectory.toAbsolutePath(), serverId, options);
    }

    public ServerSpec withServerId(long serverId) {
        return new ServerSpec(name, port, dataDirectory, serverId, options);
    }

    public ServerSpec withOption(String option, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new ServerSpec(name, port, dataDirectory, serverId, more);
    }

    /** A temporary server doesn't offer TLS by itself, one with a folder of its own does. */
    public ServerSpec withTls() {
        return withOption(ServerOptions.TLS_VERSION, "TLSv1.2,TLSv1.3");
    }

    public boolean isTemporary() {
        return dataDirectory == null;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
