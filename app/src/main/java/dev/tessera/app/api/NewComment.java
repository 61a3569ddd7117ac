package dev.tessera.app.api;

import org.jspecify.annotations.Nullable;

/** @param parentId missing at the top level */
public record NewComment(@Nullable String authorId, @Nullable String body, @Nullable String parentId)
        implements WireRequest {}
