package dev.tessera.testbed.proxy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;

/** One client and its connection to the server: a thread for each direction. */
final class ProxiedConnection {
    private final Socket client;
    private final Socket server;
    private final ProxyMode mode;
    private final Consumer<ProxiedConnection> whenClosed;
    private final StatementTrace statements = new StatementTrace();
    private volatile boolean answerIsDropped;

    ProxiedConnection(Socket client, Socket server, ProxyMode mode, Consumer<ProxiedConnection> whenClosed)
            throws IOException {
        this.client = client;
        this.server = server;
        this.mode = mode;
        this.whenClosed = whenClosed;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /** From the client, packet by packet. */
    void forwardCommands() {
        try (DataInputStream from = new DataInputStream(new BufferedInputStream(client.getInputStream()))) {
            while (!client.isClosed()) {
                forward(Packet.read(from));
            }
        } catch (EOFException clientLeft) {
            endOfCommands();
        } catch (IOException | InterruptedException broken) {
            reset();
        }
    }

    private void forward(Packet packet) throws IOException, InterruptedException {
        Optional<StatementFault.Moment> moment = statements.command(packet).flatMap(mode::momentToCut);
        hold();
        if (moment.isEmpty()) {
            packet.write(server.getOutputStream());
            return;
        }
        switch (moment.get()) {
            case BEFORE -> reset();
            case AFTER_FORWARDING -> cutAfterForwarding(packet);
            case BEFORE_ANSWER -> {
                answerIsDropped = true;
                packet.write(server.getOutputStream());
            }
        }
    }

    private void cutAfterForwarding(Packet packet) throws IOException {
        answerIsDropped = true;
        packet.write(server.getOutputStream());
        reset(client);
        endOfCommands();
    }

    /** In order, not by a reset: that could reach the server before it has read the last packet. */
    private void endOfCommands() {
        try {
            server.shutdownOutput();
        } catch (IOException broken) {
            reset();
        }
    }

    /** From the server, as it comes; answers are recognised only as far as prepared statements need it. */
    void forwardAnswers() {
        try (InputStream from = server.getInputStream()) {
            OutputStream to = client.getOutputStream();
            byte[] chunk = new byte[64 * 1024];
            int length = from.read(chunk);
            while (length >= 0 && !answerIsDropped) {
                statements.answer(chunk, length);
                hold();
                to.write(chunk, 0, length);
                to.flush();
                length = from.read(chunk);
            }
            endOfAnswers();
        } catch (IOException | InterruptedException broken) {
            reset();
        }
    }

    private void endOfAnswers() throws IOException {
        if (answerIsDropped) {
            reset(client);
        }
        client.close();
        server.close();
        whenClosed.accept(this);
    }

    private void hold() throws InterruptedException {
        Thread.sleep(mode.delay().toMillis());
        mode.awaitForwarding();
    }

    void reset() {
        reset(client);
        reset(server);
        whenClosed.accept(this);
    }

    /** Closes with RST, as a process that is gone does. */
    static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // which is what was asked for
        }
    }
}
