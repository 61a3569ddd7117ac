package dev.tessera.app.refusal;

import dev.tessera.shardconfig.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that its sender hears all of it at once. Not thread-safe. */
public final class FieldRefusals {
    private final List<FieldRefusal> refusals = new ArrayList<>();

    public void add(String field, String code, String detail) {
        refusals.add(new FieldRefusal(field, code, detail));
    }

    /** The field's value; when it is missing that is noted and the answer is empty text. */
    public String required(String field, @Nullable String value) {
        if (value == null) {
            add(field, "required", "the field is required");
            return "";
        }
        return value;
    }

    /** What the supplier makes; null and a note when it refuses the key. */
    public <T> @Nullable T key(Supplier<T> key) {
        try {
            return key.get();
        } catch (InvalidKeyException e) {
            add(e.field(), "invalid-" + e.field(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    public boolean isEmpty() {
        return refusals.isEmpty();
    }

    public void throwIfAny(RefusalKind kind) {
        if (!refusals.isEmpty()) {
            throw RefusedException.ofFields(kind, refusals);
        }
    }
}
