package dev.tessera.app.errors;

import dev.tessera.app.refusal.FieldRefusal;

/** @param pointer to the field, as RFC 6901 writes it: {@code /author_id} */
public record FieldProblem(String pointer, String code, String detail) {
    static FieldProblem of(FieldRefusal refusal) {
        return new FieldProblem("/" + refusal.field(), refusal.code(), refusal.detail());
    }
}
