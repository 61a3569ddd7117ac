package dev.tessera.app.errors;

/** @param pointer to the field, as RFC 6901 writes it: {@code /author_id} */
public record FieldProblem(String pointer, String code, String detail) {}
