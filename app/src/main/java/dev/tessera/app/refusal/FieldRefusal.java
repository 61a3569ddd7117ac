package dev.tessera.app.refusal;

/**
 * What is wrong with one field.
 *
 * @param field in snake case, as requests name it: {@code author_id}
 * @param code for programs
 * @param detail for people
 */
public record FieldRefusal(String field, String code, String detail) {}
