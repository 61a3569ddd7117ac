package dev.tessera.shardconfig;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a MySQL server. As text: {@code host:port}, an IPv6 host in brackets; the host is lower-case. */
public record ServerAddress(String host, int port) {
    private static final Pattern HOST = Pattern.compile("\\[[0-9a-f:.]+]|[a-z0-9._-]+");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final Pattern HOST_PORT = Pattern.compile("(.+):([0-9]{1,5})");

    public ServerAddress {
        host = host.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("'" + host + "' is not a host name or address");
        }
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

    /**
     * Whether whoever connects to it does so on the machine itself, so that nobody stands between: only there may a server without TLS be asked
     * for the key by which a password is sent to it.
     */
    public boolean isLoopback() {
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
