package dev.tessera.testbed.proxy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The statements of one connection, as far as its packets tell: queries, and what was prepared and is executed. */
final class StatementTrace {
    private static final int COM_QUERY = 0x03;
    private static final int COM_STMT_PREPARE = 0x16;
    private static final int COM_STMT_EXECUTE = 0x17;
    private static final long CLIENT_QUERY_ATTRIBUTES = 1L << 27;

    private final Map<Long, String> prepared = new ConcurrentHashMap<>();
    private volatile @Nullable String beingPrepared;
    private boolean loggedIn;
    private boolean hasAttributes;

    /** The text of the statement that this packet of the client runs, if it runs one. */
    Optional<String> command(Packet packet) {
        if (!loggedIn) {
            loggedIn = true;
            hasAttributes = (packet.unsignedInt(0) & CLIENT_QUERY_ATTRIBUTES) != 0;
            return Optional.empty();
        }
        return packet.isCommand() ? statement(packet) : Optional.empty();
    }

    private Optional<String> statement(Packet packet) {
        return switch (packet.command()) {
            case COM_QUERY -> Optional.of(packet.text(hasAttributes ? 3 : 1));
            case COM_STMT_EXECUTE -> Optional.ofNullable(prepared.get(packet.unsignedInt(1)));
            case COM_STMT_PREPARE -> {
                beingPrepared = packet.text(1);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Learns the number of a prepared statement: header, 0 for success, then the number. */
    void answer(byte[] chunk, int length) {
        String sql = beingPrepared;
        if (sql != null && length >= 9) {
            beingPrepared = null;
            if (chunk[4] == 0) {
                prepared.put(new Packet(chunk).unsignedInt(1), sql);
            }
        }
    }
}
