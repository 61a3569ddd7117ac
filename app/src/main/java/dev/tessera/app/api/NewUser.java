package dev.tessera.app.api;

import org.jspecify.annotations.Nullable;

public record NewUser(@Nullable String handle, @Nullable String displayName) implements WireRequest {}
