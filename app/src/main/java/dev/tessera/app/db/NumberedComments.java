package dev.tessera.app.db;

import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;
import java.util.List;
import java.util.Optional;

/**
 * Comments of a thread, and the thread's change number at the same moment.
 *
 * @param changedId empty when there are no comments that it could have come with
 */
public record NumberedComments(Optional<EntityId> changedId, List<Comment> comments) {}
