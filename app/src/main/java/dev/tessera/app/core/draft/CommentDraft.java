package dev.tessera.app.core.draft;

import dev.tessera.app.refusal.FieldRefusals;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comment to be written.
 *
 * @param body kept byte for byte as it was sent
 */
public record CommentDraft(EntityId threadId, EntityId authorId, Optional<EntityId> parentId, String body) {

    /** @throws dev.tessera.app.refusal.RefusedException unless it can be the text of a comment */
    public static String requireBody(@Nullable String body) {
        FieldRefusals refusals = new FieldRefusals();
        String text = refusals.required("body", body);
        if (refusals.isEmpty()) {
            VisibleText.BODY.check(text, refusals);
        }
        refusals.throwIfAny(RefusalKind.INVALID_BODY);
        return text;
    }

    /** Distinguishes requests with the same Idempotency-Key. */
    public String fingerprint() {
        return Fingerprint.of(
                threadId.toString(),
                authorId.toString(),
                parentId.map(EntityId::toString).orElse(""),
                body);
    }
}
