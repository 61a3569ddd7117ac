package dev.tessera.ops.move.transfer.binlog;

import com.github.shyiko.mysql.binlog.network.Authenticator;
import com.github.shyiko.mysql.binlog.network.DefaultSSLSocketFactory;
import com.github.shyiko.mysql.binlog.network.ServerException;
import com.github.shyiko.mysql.binlog.network.protocol.ErrorPacket;
import com.github.shyiko.mysql.binlog.network.protocol.GreetingPacket;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogGtidCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.SSLRequestCommand;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.session.SessionPins;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A connection that a server sends its binlog over. The packets of the binlog client are used to open it, and no more: its own loop holds a packet of
 * 16 MB and more whole, several times over, before anybody can say that it isn't needed. {@link #close} may come from any thread.
 */
final class DumpConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    /** A server that is well sends a heartbeat each second. */
    private static final int SILENCE_MILLIS = 10_000;

    /**
     * The checksum is that which this reader understands, and not what the server has at this moment: files from before and after a change of
     * binlog_checksum are sent alike. Its name is text in the character set of the session.
     */
    private static final List<String> SETTINGS = List.of(
            "set session " + SessionPins.of(SessionPurpose.STREAM).settings(),
            "set @source_binlog_checksum = 'CRC32', @source_heartbeat_period = 1000000000");

    private static final int SSL = 1 << 11;
    private static final int ERROR = 0xFF;
    private static final long FIRST_POSITION = 4;

    private final ServerLogin server;
    private final PacketChannel channel;

    private DumpConnection(ServerLogin server, PacketChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    static DumpConnection open(ServerLogin server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.connect(
                    new InetSocketAddress(
                            server.address().host(), server.address().port()),
                    CONNECT_MILLIS);
            return new DumpConnection(server, new PacketChannel(socket));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void authenticate() throws IOException {
        byte[] answer = channel.read();
        requireNoError(answer);
        GreetingPacket greeting = new GreetingPacket(answer);
        if ((greeting.getServerCapabilities() & SSL) != 0) {
            SSLRequestCommand request = new SSLRequestCommand();
            request.setCollation(greeting.getServerCollation());
            channel.write(request);
            channel.upgradeToSSL(new Encryption(), null);
        }
        new Authenticator(
                        greeting,
                        channel,
                        null,
                        server.account().user().value(),
                        server.account().password())
                .authenticate();
        channel.authenticationComplete();
    }

    /**
     * Logs in, and asks for everything that isn't in the set.
     *
     * @param serverId that no other replica or reader of the server has
     */
    PacketStream dump(GtidSet from, long serverId) throws IOException {
        authenticate();
        for (String sql : SETTINGS) {
            channel.write(new QueryCommand(sql));
            requireNoError(channel.read());
        }
        channel.write(new DumpBinaryLogGtidCommand(
                serverId, "", FIRST_POSITION, new com.github.shyiko.mysql.binlog.GtidSet(from.toString())));
        return new PacketStream(channel.getInputStream());
    }

    private static void requireNoError(byte[] answer) throws IOException {
        if ((answer[0] & 0xFF) == ERROR) {
            throw failure(Arrays.copyOfRange(answer, 1, answer.length));
        }
    }

    /** @param packet without its first byte */
    static ServerException failure(byte[] packet) throws IOException {
        ErrorPacket error = new ErrorPacket(packet);
        return new ServerException(error.getErrorMessage(), error.getErrorCode(), error.getSqlState());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** As all connections of Tessera, it is encrypted where the server can, and takes whatever certificate it has. */
    private static final class Encryption extends DefaultSSLSocketFactory {
        @Override
        protected void initSSLContext(SSLContext context) throws GeneralSecurityException {
            context.init(null, new TrustManager[] {new Trust()}, null);
        }
    }

    private static final class Trust implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
