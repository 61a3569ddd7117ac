package dev.tessera.app.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.app.refusal.RefusedException;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommentDraftTest {
    @Test
    void body_isKeptAsItWasSent() {
        String body = "  e\u0301\n\t\ud83d\ude00 ";
        assertThat(CommentDraft.requireBody(body)).isEqualTo(body);
    }

    @Test
    void length_countsCodePointsOfNfc_withoutSpaceAround() {
        assertThat(CommentDraft.requireBody("e\u0301".repeat(10_000) + " ".repeat(100)))
                .isNotEmpty();
        assertThat(CommentDraft.requireBody("\ud83d\ude00".repeat(10_000))).isNotEmpty();
        assertRefused("x".repeat(10_001), "at most 10000 characters");
    }

    @Test
    void bodyThatShowsNothing_isRefused() {
        assertRefused("", "there is nothing to see in it");
        assertRefused(" \n\t\u00a0\u3000", "there is nothing to see in it");
        assertRefused("\u200b\u200d\ufeff\u2060\u3164\u2800", "there is nothing to see in it");
        assertRefused(null, "the field is required");
    }

    @Test
    void controlsAndLoneSurrogates_areRefused() {
        for (String body : new String[] {"a\u0000", "a\u001b", "a\u007f", "\ud800", "x\udc00", "a\r\nb"}) {
            assertRefused(body, "control characters and lone surrogates can't be stored");
        }
    }

    @Test
    void fingerprint_tellsRequestsApart() {
        CommentDraft draft = new CommentDraft(new EntityId(1), new EntityId(23), Optional.empty(), "x");
        assertThat(draft.fingerprint())
                .hasSize(64)
                .isEqualTo(new CommentDraft(new EntityId(1), new EntityId(23), Optional.empty(), "x").fingerprint())
                .isNotEqualTo(new CommentDraft(new EntityId(12), new EntityId(3), Optional.empty(), "x").fingerprint())
                .isNotEqualTo(new CommentDraft(new EntityId(1), new EntityId(23), Optional.empty(), "y").fingerprint())
                .isNotEqualTo(new CommentDraft(new EntityId(1), new EntityId(23), Optional.of(new EntityId(5)), "x")
                        .fingerprint());
    }

    private static void assertRefused(@Nullable String body, String detail) {
        assertThatThrownBy(() -> CommentDraft.requireBody(body))
                .isInstanceOf(RefusedException.class)
                .hasMessage(detail);
    }
}
