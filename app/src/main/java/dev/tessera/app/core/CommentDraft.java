package dev.tessera.app.core;

import dev.tessera.app.errors.FieldProblems;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comment that somebody wants to write.
 *
 * @param body kept byte for byte as it was sent
 */
public record CommentDraft(EntityId threadId, EntityId authorId, Optional<EntityId> parentId, String body) {

    /** @throws dev.tessera.app.errors.ProblemException unless it can be the text of a comment */
    public static String requireBody(@Nullable String body) {
        FieldProblems problems = new FieldProblems();
        String text = problems.required("/body", body);
        if (problems.isEmpty()) {
            VisibleText.BODY.check(text, problems);
        }
        problems.throwIfAny(ProblemType.INVALID_BODY);
        return text;
    }

    /** Tells requests apart that carry the same Idempotency-Key. */
    String fingerprint() {
        return Fingerprint.of(
                threadId.toString(),
                authorId.toString(),
                parentId.map(EntityId::toString).orElse(""),
                body);
    }
}
