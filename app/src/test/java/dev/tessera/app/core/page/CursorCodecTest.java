package dev.tessera.app.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.shardconfig.EntityId;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CursorCodecTest {
    private static final PageScope SCOPE = PageScope.ofThread(new EntityId(42), PageOrder.OLDEST);

    private final CursorCodec cursors = new CursorCodec("key");

    @Test
    void cursor_isReadBackByEveryInstanceWithTheKey() {
        PagePosition position = PagePosition.after(Long.MAX_VALUE);
        String cursor = cursors.encode(SCOPE, position);
        assertThat(new CursorCodec("key").decode(SCOPE, cursor)).isEqualTo(position);
        PagePosition before = PagePosition.before(17);
        assertThat(cursors.decode(SCOPE, cursors.encode(SCOPE, before))).isEqualTo(before);
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void cursorOfAnotherListOrderOrKey_isRefused() {
        String cursor = cursors.encode(SCOPE, PagePosition.after(7));
        assertRefused(cursors, PageScope.ofThread(new EntityId(42), PageOrder.NEWEST), cursor);
        assertRefused(cursors, PageScope.ofThread(new EntityId(43), PageOrder.OLDEST), cursor);
        assertRefused(cursors, PageScope.ofAnswers(new EntityId(42), Optional.empty(), PageOrder.OLDEST), cursor);
        assertRefused(cursors, PageScope.ofAuthor(new EntityId(42), PageOrder.OLDEST), cursor);
        assertRefused(new CursorCodec("other"), SCOPE, cursor);
    }

    @Test
    void everyTamperedCharacter_isRefused() {
        String cursor = cursors.encode(SCOPE, PagePosition.after(123_456_789));
        // The last character holds two bits that stand for nothing.
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(cursors, SCOPE, cursor.substring(0, i) + other + cursor.substring(i + 1));
        }
        assertRefused(cursors, SCOPE, "");
        assertRefused(cursors, SCOPE, cursor + "A");
        assertRefused(cursors, SCOPE, "\u00e4 %");
    }

    @Test
    void cursorOfChanges_isOfItsThread_andNoPages() {
        EntityId thread = new EntityId(42);
        ChangePosition seen = new ChangePosition(new EntityId(4_711), new EntityId(4_712));
        String cursor = cursors.encodeChanges(thread, seen);
        assertThat(cursors.decodeChanges(thread, cursor)).isEqualTo(seen);
        assertRefused(cursors, SCOPE, cursor);
        String page = cursors.encode(SCOPE, PagePosition.after(7));
        assertThatThrownBy(() -> cursors.decodeChanges(thread, page)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> cursors.decodeChanges(new EntityId(43), cursor))
                .isInstanceOf(RefusedException.class);
    }

    /** As releases before this one made them: a version, a number and the seal. */
    @Test
    void cursorOfAnEarlierRelease_isRefusedByACodeOfItsOwn() {
        byte[] earlier = new byte[19];
        earlier[0] = 1;
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(earlier);
        assertThatThrownBy(() -> cursors.decode(SCOPE, cursor))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(RefusalKind.OUTDATED_CURSOR));
    }

    private static void assertRefused(CursorCodec cursors, PageScope scope, String cursor) {
        assertThatThrownBy(() -> cursors.decode(scope, cursor))
                .isInstanceOf(RefusedException.class)
                .hasMessage("send a cursor as it was given, to the same list in the same order");
    }
}
