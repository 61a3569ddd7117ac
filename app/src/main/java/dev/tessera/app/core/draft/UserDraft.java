package dev.tessera.app.core.draft;

import dev.tessera.app.refusal.FieldRefusals;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.shardconfig.UserHandle;
import java.text.Normalizer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to sign up.
 *
 * @param displayName in NFC, without white space around it
 */
public record UserDraft(UserHandle handle, String displayName) {

    /**
     * Checks what a request says; null is what it doesn't say.
     *
     * @throws dev.tessera.app.refusal.RefusedException with everything that is wrong
     */
    public static UserDraft of(@Nullable String givenHandle, @Nullable String givenName) {
        FieldRefusals refusals = new FieldRefusals();
        String display = refusals.required("handle", givenHandle);
        UserHandle handle = givenHandle == null ? null : refusals.key(() -> UserHandle.of(display));
        String name = refusals.required("display_name", givenName);
        if (givenName != null) {
            VisibleText.DISPLAY_NAME.check(name, refusals);
        }
        refusals.throwIfAny(RefusalKind.INVALID_FIELDS);
        return new UserDraft(Objects.requireNonNull(handle), Normalizer.normalize(name.strip(), Normalizer.Form.NFC));
    }
}
