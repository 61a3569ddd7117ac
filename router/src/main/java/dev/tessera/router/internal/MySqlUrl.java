package dev.tessera.router.internal;

import dev.tessera.router.Tls;
import dev.tessera.shardconfig.ServerAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The JDBC URL of a server, with the session settings that every connection of the router has. */
final class MySqlUrl {
    private static final String SESSION = String.join(
            ",",
            // Under REPEATABLE READ a table that came back during a transaction is read half-empty.
            "transaction_isolation='READ-COMMITTED'",
            // MySQL's own defaults are a year and 50 s, far beyond any retry budget.
            "lock_wait_timeout=5",
            "innodb_lock_wait_timeout=2");

    private MySqlUrl() {}

    static String of(ServerAddress address, String schema, Tls tls, Duration connectTimeout, Duration socketTimeout) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "connectTimeout", Long.toString(connectTimeout.toMillis()),
                "socketTimeout", Long.toString(socketTimeout.toMillis()),
                "sessionVariables", SESSION,
                "connectionTimeZone", "UTC",
                "forceConnectionTimeZoneToSession", "true",
                "useLocalSessionState", "true",
                "cacheServerConfiguration", "true",
                "rewriteBatchedStatements", "true",
                "tcpKeepAlive", "true",
                "allowPublicKeyRetrieval", "true"));
        properties.put("sslMode", tls.name());
        properties.put("socketFactory", ShardSocketFactory.class.getName());
        // Prepared on the client: 16 connections x 1,024 texts would reach the server's max_prepared_stmt_count.
        properties.put("useServerPrepStmts", "false");
        properties.put("cachePrepStmts", "true");
        properties.put("prepStmtCacheSqlLimit", "2048");
        properties.put("queryInfoCacheFactory", QueryInfoCache.class.getName());
        String query = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining("&"));
        return "jdbc:mysql://" + address + "/" + schema + "?" + query;
    }
}
