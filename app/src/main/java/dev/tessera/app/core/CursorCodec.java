package dev.tessera.app.core;

import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors as text: the last id that was returned, authenticated together with the list and the order. A cursor names no shard and no
 * placement, so it stays valid when buckets move. Every instance must have the same key. Thread-safe.
 */
public final class CursorCodec {
    private static final byte VERSION = 1;
    private static final int SEAL_BYTES = 10;
    private static final int CONTENT_BYTES = 1 + Long.BYTES;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public CursorCodec(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    public String encode(PageScope scope, long after) {
        byte[] content =
                ByteBuffer.allocate(CONTENT_BYTES).put(VERSION).putLong(after).array();
        byte[] sealed = ByteBuffer.allocate(CONTENT_BYTES + SEAL_BYTES)
                .put(content)
                .put(seal(scope, content))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * @return the last id that was seen
     * @throws RefusedException unless the text was made by {@link #encode} for the same scope
     */
    public long decode(PageScope scope, String cursor) {
        byte[] sealed = bytes(cursor);
        if (sealed.length != CONTENT_BYTES + SEAL_BYTES) {
            throw invalid();
        }
        byte[] content = Arrays.copyOf(sealed, CONTENT_BYTES);
        byte[] seal = Arrays.copyOfRange(sealed, CONTENT_BYTES, sealed.length);
        if (!MessageDigest.isEqual(seal, seal(scope, content))) {
            throw invalid();
        }
        return ByteBuffer.wrap(content).getLong(1);
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private byte[] seal(PageScope scope, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(content);
            mac.update(scope.toString().getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static RefusedException invalid() {
        return new RefusedException(
                RefusalKind.INVALID_CURSOR, "send a cursor as it was given, to the same list in the same order");
    }
}
