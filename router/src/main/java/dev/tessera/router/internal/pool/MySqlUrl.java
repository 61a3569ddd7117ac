package dev.tessera.router.internal.pool;

import dev.tessera.router.Tls;
import dev.tessera.shardconfig.ServerAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The JDBC URL of a server, with the session settings of every connection of the router. The driver reads the settings that it depends on
 * from each server again: cached from the first connection to an address, they could be another server's after a failover.
 */
public final class MySqlUrl {
    private MySqlUrl() {}

    public static String of(
            ServerAddress address, String schema, Tls tls, Duration connectTimeout, Duration socketTimeout) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "connectTimeout", Long.toString(connectTimeout.toMillis()),
                "socketTimeout", Long.toString(socketTimeout.toMillis()),
                "sessionVariables", AppSession.PINS.settings(),
                "connectionTimeZone", "UTC",
                "rewriteBatchedStatements", "true",
                "tcpKeepAlive", "true",
                // Whoever stands between could give his own key, and read the password. Where TLS is off he could read
                // everything else.
                "allowPublicKeyRetrieval", Boolean.toString(tls == Tls.DISABLED || address.isLoopback())));
        properties.put("sslMode", tls.name());
        // Otherwise the driver asks for transaction_read_only before each change. What it then believes without asking
        // (autocommit, isolation, read-only) is set and read back as the session begins, and changed by nobody but the
        // driver.
        properties.put("useLocalSessionState", "true");
        properties.put("socketFactory", ShardSocketFactory.class.getName());
        // Prepared on the client: 16 connections x 1,024 texts would reach the server's max_prepared_stmt_count.
        properties.put("useServerPrepStmts", "false");
        properties.put("cachePrepStmts", "true");
        properties.put("prepStmtCacheSqlLimit", "2048");
        properties.put("queryInfoCacheFactory", QueryInfoCache.class.getName());
        String query = properties.entrySet().stream()
                .map(property ->
                        property.getKey() + "=" + URLEncoder.encode(property.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "jdbc:mysql://" + address + "/" + schema + "?" + query;
    }
}
