package dev.tessera.app.api;

import org.jspecify.annotations.Nullable;

public record NewThread(@Nullable String site, @Nullable String path, @Nullable String title) implements WireRequest {}
