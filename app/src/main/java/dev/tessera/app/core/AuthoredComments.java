package dev.tessera.app.core;

import dev.tessera.app.db.AuthoredCommentTable;
import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.UserTable;
import dev.tessera.app.model.AuthoredComment;
import dev.tessera.app.model.Comment;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The comments of a user in all buckets: a page of the author's own index, then one statement in each bucket that the page names. The
 * index is updated after the commit, so a late entry may have a position before a cursor that was returned earlier. Thread-safe.
 */
public final class AuthoredComments {
    private final ShardRouter router;

    public AuthoredComments(ShardRouter router) {
        this.router = router;
    }

    /** Tombstones are left out, so that a page may hold fewer items than it was asked for, and yet be followed by more. */
    public CommentPage of(EntityId user, PageRequest page) {
        if (!Buckets.exists(router, user)) {
            throw Buckets.notFound("user");
        }
        List<AuthoredComment> entries = router.oneStatementInBucket(
                user.bucket(), handle -> AuthoredCommentTable.run(handle, user, page.run()));
        if (entries.isEmpty() && page.isFirst()) {
            requireUser(user);
        }
        return CommentPage.cut(page, entries, AuthoredComment::commentId, this::fetch);
    }

    private void requireUser(EntityId user) {
        Buckets.require(Buckets.find(router, user, handle -> UserTable.byId(handle, user)), "user");
    }

    private List<Comment> fetch(List<AuthoredComment> entries) {
        Map<Integer, List<EntityId>> byBucket = entries.stream()
                .filter(entry -> !entry.deleted())
                .map(AuthoredComment::commentId)
                .collect(Collectors.groupingBy(EntityId::bucket));
        Map<EntityId, Comment> found = new HashMap<>();
        byBucket.forEach((bucket, ids) -> router.oneStatementInBucket(bucket, handle -> CommentTable.byIds(handle, ids))
                .forEach(comment -> found.put(comment.id(), comment)));
        return entries.stream()
                .map(entry -> found.get(entry.commentId()))
                .filter(Objects::nonNull)
                .filter(comment -> !comment.isTombstone())
                .toList();
    }
}
