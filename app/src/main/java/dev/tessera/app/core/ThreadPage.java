package dev.tessera.app.core;

import dev.tessera.app.core.page.Page;
import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;

/** @param changedId the thread's change number as of the comments or before them, never later */
public record ThreadPage(Page<Comment> page, EntityId changedId) {}
