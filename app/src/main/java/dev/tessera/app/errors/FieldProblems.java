package dev.tessera.app.errors;

import dev.tessera.shardconfig.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that its sender hears all of it at once. Not thread-safe. */
public final class FieldProblems {
    private final List<FieldProblem> problems = new ArrayList<>();

    public void add(String pointer, String code, String detail) {
        problems.add(new FieldProblem(pointer, code, detail));
    }

    /** The field's value; when it is missing that is noted and the answer is empty text. */
    public String required(String pointer, @Nullable String value) {
        if (value == null) {
            add(pointer, "required", "the field is required");
            return "";
        }
        return value;
    }

    /** What the supplier makes; null and a note when it refuses the key. */
    public <T> @Nullable T key(Supplier<T> key) {
        try {
            return key.get();
        } catch (InvalidKeyException e) {
            add("/" + e.field(), "invalid-" + e.field(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    public void throwIfAny(ProblemType type) {
        if (!problems.isEmpty()) {
            throw ProblemException.ofFields(type, problems);
        }
    }
}
