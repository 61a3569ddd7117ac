package dev.tessera.router.internal.pool;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Creates sockets that fail after a read time-out. Connector/J closes such a connection within the call that timed out, and closing over
 * TLS reads once more: it would wait twice for a server that doesn't answer.
 *
 * <p>Public for Connector/J, which creates it by name.
 */
public final class ShardSocketFactory extends StandardSocketFactory {
    @Override
    protected Socket createSocket(PropertySet properties) {
        return new GivingUpSocket();
    }

    private static final class GivingUpSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new GivingUpStream(super.getInputStream());
        }
    }

    private static final class GivingUpStream extends FilterInputStream {
        private volatile boolean timedOut;

        GivingUpStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (timedOut) {
                throw new SocketTimeoutException("an earlier read timed out");
            }
            try {
                return super.read(buffer, offset, length);
            } catch (SocketTimeoutException timeout) {
                timedOut = true;
                throw timeout;
            }
        }
    }
}
