package dev.tessera.shardconfig;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a MySQL server listens. As text: {@code host:port}, an IPv6 host in brackets. */
public record ServerAddress(String host, int port) {
    private static final Pattern HOST_PORT = Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");

    public ServerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is outside 1..65535");
        }
    }

    /** @throws IllegalArgumentException unless the text is {@code host:port} */
    public static ServerAddress parse(String text) {
        Matcher matcher = HOST_PORT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        return new ServerAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
