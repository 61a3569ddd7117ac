package dev.tessera.app.core.page;

import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.shardconfig.EntityId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors as text: their kind and their number, authenticated together with the list and the order. A cursor names no shard and no
 * placement, so it stays valid when buckets move. Every instance must have the same key. Thread-safe.
 */
public final class CursorCodec {
    /** Goes up when what a cursor says changes; a release refuses the cursors of earlier ones by a code of their own. */
    private static final byte VERSION = 2;

    private static final int SEAL_BYTES = 10;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public CursorCodec(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** @param position of a page; not one around an entry, which has no cursor */
    public String encode(PageScope scope, PagePosition position) {
        CursorKind kind =
                switch (position.direction()) {
                    case AFTER -> CursorKind.AFTER;
                    case BEFORE -> CursorKind.BEFORE;
                    case AROUND -> throw new IllegalArgumentException("a page around an entry has no cursor");
                };
        return encode(scope, kind, position.id());
    }

    /** @param seen how far the thread has been seen */
    public String encodeChanges(EntityId thread, ChangePosition seen) {
        return encode(
                PageScope.ofChanges(thread),
                CursorKind.CHANGES,
                seen.upTo().value(),
                seen.asOf().value());
    }

    /** @throws RefusedException unless the text was made by {@link #encode} for the same scope */
    public PagePosition decode(PageScope scope, String cursor) {
        ByteBuffer content = open(scope, cursor);
        CursorKind kind = CursorKind.ofCode(content.get()).orElseThrow(CursorCodec::invalid);
        return switch (kind) {
            case AFTER -> PagePosition.after(content.getLong());
            case BEFORE -> PagePosition.before(content.getLong());
            case CHANGES -> throw invalid();
        };
    }

    /**
     * @return how far the thread has been seen
     * @throws RefusedException unless the text was made by {@link #encodeChanges} for the same thread
     */
    public ChangePosition decodeChanges(EntityId thread, String cursor) {
        ByteBuffer content = open(PageScope.ofChanges(thread), cursor);
        content.get();
        return new ChangePosition(new EntityId(content.getLong()), new EntityId(content.getLong()));
    }

    private String encode(PageScope scope, CursorKind kind, long... numbers) {
        ByteBuffer content = ByteBuffer.allocate(1 + 1 + numbers.length * Long.BYTES)
                .put(VERSION)
                .put(kind.code());
        for (long number : numbers) {
            content.putLong(number);
        }
        byte[] sealed = ByteBuffer.allocate(content.capacity() + SEAL_BYTES)
                .put(content.array())
                .put(seal(scope, content.array()))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** At the kind. What is sealed is as long as its kind has it. */
    private ByteBuffer open(PageScope scope, String cursor) {
        byte[] sealed = bytes(cursor);
        if (sealed.length > 0 && sealed[0] > 0 && sealed[0] < VERSION) {
            throw new RefusedException(
                    RefusalKind.OUTDATED_CURSOR,
                    "it was made by an earlier release; load the list from its start, without a cursor");
        }
        if (sealed.length <= SEAL_BYTES) {
            throw invalid();
        }
        byte[] content = Arrays.copyOf(sealed, sealed.length - SEAL_BYTES);
        byte[] seal = Arrays.copyOfRange(sealed, content.length, sealed.length);
        if (!MessageDigest.isEqual(seal, seal(scope, content))) {
            throw invalid();
        }
        return ByteBuffer.wrap(content).position(1);
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
