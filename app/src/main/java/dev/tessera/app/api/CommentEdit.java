package dev.tessera.app.api;

import org.jspecify.annotations.Nullable;

public record CommentEdit(@Nullable String body) implements WireRequest {}
