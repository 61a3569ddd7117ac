package dev.tessera.testbed.proxy;

import dev.tessera.testbed.process.FreePorts;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.TestbedUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on a free port of 127.0.0.1 that breaks connections to order. It reads MySQL's packets, so it can break
 * one at the statement that a test names; for that the connection must be without TLS and compression
 * ({@code sslMode=DISABLED}). May be used from any thread.
 *
 * <p>Statement faults match the text of a query, or of the prepared statement that is executed. Connector/J sends commit
 * as the query {@code COMMIT}. Each fires {@code times} times over all connections, or until {@link #restore}.
 */
public final class BreakableProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ProxyMode mode = new ProxyMode();

    private BreakableProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(FreePorts.next(), 200, InetAddress.getLoopbackAddress());
        daemon("accept", this::acceptAll);
    }

    public static BreakableProxy inFrontOf(MySqlServer server) {
        return inFrontOf(server.host(), server.port());
    }

    public static BreakableProxy inFrontOf(String host, int port) {
        try {
            return new BreakableProxy(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Like {@link MySqlServer#jdbcUrl(String)}, through the proxy. */
    public String jdbcUrl(String schema) {
        return TestbedUrl.of(address(), schema);
    }

    /** Resets every connection there is; new ones work. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets new connections at once; those there are go on. */
    public void refuse() {
        mode.refuse();
    }

    /** Forwards nothing in either direction, on old and new connections, which are still accepted. */
    public void stall() {
        mode.stall();
    }

    /** Holds back what is sent, in each direction, by this much. */
    public void delay(Duration delay) {
        mode.delay(delay);
    }

    /** Forwards again, on connections that are still there too, and forgets every fault. */
    public void restore() {
        mode.restore();
    }

    /** Cuts instead of forwarding the statement: the server never sees it. */
    public void cutBefore(Predicate<String> sql, int times) {
        mode.add(new StatementFault(StatementFault.Moment.BEFORE, sql, times));
    }

    /** Forwards the statement and cuts the client at once; the server runs it if it can. */
    public void cutAfterForwarding(Predicate<String> sql, int times) {
        mode.add(new StatementFault(StatementFault.Moment.AFTER_FORWARDING, sql, times));
    }

    /** Forwards the statement, waits until the server has answered, drops the answer and cuts: it has happened. */
    public void cutBeforeAnswer(Predicate<String> sql, int times) {
        mode.add(new StatementFault(StatementFault.Moment.BEFORE_ANSWER, sql, times));
    }

    /** How many connections the proxy holds at the moment. */
    public int connections() {
        return connections.size();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException closedOrGone) {
                // closed: the loop ends; a client that is gone already: the next one
            }
        }
    }

    private void accept(Socket client) throws IOException {
        if (mode.isRefusing()) {
            ProxiedConnection.reset(client);
            return;
        }
        Socket server = connectOrReset(client);
        if (server != null) {
            ProxiedConnection connection = new ProxiedConnection(client, server, mode, connections::remove);
            connections.add(connection);
            daemon("to server", connection::forwardCommands);
            daemon("to client", connection::forwardAnswers);
        }
    }

    private @Nullable Socket connectOrReset(Socket client) {
        try {
            Socket server = new Socket();
            server.connect(target, 5000);
            return server;
        } catch (IOException unreachable) {
            ProxiedConnection.reset(client);
            return null;
        }
    }

    private void daemon(String what, Runnable work) {
        Thread thread = new Thread(work, "breakable-proxy-" + port() + " " + what);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mode.restore();
        cut();
    }
}
