package dev.tessera.app.core.draft;

import dev.tessera.app.refusal.FieldRefusals;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.shardconfig.ThreadKey;
import java.text.Normalizer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread that somebody wants to begin or to find.
 *
 * @param title in NFC, without white space around it
 */
public record ThreadDraft(ThreadKey key, String title) {

    /**
     * Checks what a request says; null is what it doesn't say.
     *
     * @throws dev.tessera.app.refusal.RefusedException with everything that is wrong
     */
    public static ThreadDraft of(@Nullable String givenSite, @Nullable String givenPath, @Nullable String givenTitle) {
        FieldRefusals refusals = new FieldRefusals();
        String site = refusals.required("site", givenSite);
        String path = refusals.required("path", givenPath);
        String title = refusals.required("title", givenTitle);
        if (givenTitle != null) {
            VisibleText.TITLE.check(title, refusals);
        }
        boolean isKey = givenSite != null && givenPath != null;
        ThreadKey key = isKey ? refusals.key(() -> ThreadKey.of(site, path)) : null;
        refusals.throwIfAny(RefusalKind.INVALID_FIELDS);
        return new ThreadDraft(Objects.requireNonNull(key), Normalizer.normalize(title.strip(), Normalizer.Form.NFC));
    }
}
