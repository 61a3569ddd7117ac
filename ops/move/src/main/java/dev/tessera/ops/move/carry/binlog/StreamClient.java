package dev.tessera.ops.move.carry.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import dev.tessera.ops.move.carry.Server;
import java.net.Socket;
import java.net.SocketException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The binlog client without what it does on its own: it neither follows GTIDs nor opens a stream again. */
final class StreamClient extends BinaryLogClient {
    /** Held here, or its level would be forgotten. It tells of every connection. */
    private static final Logger LOG = Logger.getLogger(StreamClient.class.getName());

    private static final int HEARTBEAT_MILLIS = 1_000;
    private static final int SILENCE_MILLIS = 10_000;

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private StreamClient(Server server) {
        super(
                server.address().host(),
                server.address().port(),
                server.account().user().value(),
                server.account().password());
    }

    static BinaryLogClient of(Server server, GtidSet from, long serverId, StreamListener listener) {
        StreamClient client = new StreamClient(server);
        client.setServerId(serverId);
        client.setGtidSet(from.toString());
        client.setGtidSetFallbackToPurged(false);
        client.setKeepAlive(false);
        client.setHeartbeatInterval(HEARTBEAT_MILLIS);
        client.setSSLMode(SSLMode.PREFERRED);
        client.setConnectTimeout(5_000);
        client.setSocketFactory(StreamClient::socketThatNoticesSilence);
        client.setThreadFactory(work -> new Thread(work, "tessera-binlog-connect"));
        client.setEventDeserializer(new RawEventDeserializer());
        client.registerEventListener(listener);
        client.registerLifecycleListener(listener);
        return client;
    }

    private static Socket socketThatNoticesSilence() throws SocketException {
        Socket socket = new Socket();
        socket.setSoTimeout(SILENCE_MILLIS);
        return socket;
    }

    /** It would count transactions as done that nobody has applied. */
    @Override
    protected void updateGtidSet(Event event) {}
}
