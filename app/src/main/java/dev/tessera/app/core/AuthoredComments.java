package dev.tessera.app.core;

import dev.tessera.app.core.page.Page;
import dev.tessera.app.core.page.PageReader;
import dev.tessera.app.core.page.PageRequest;
import dev.tessera.app.db.AuthoredCommentTable;
import dev.tessera.app.db.CommentTable;
import dev.tessera.app.db.UserTable;
import dev.tessera.app.model.AuthoredComment;
import dev.tessera.app.model.CommentInThread;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The comments of a user wherever they are: a page of the author's own index, then one statement in each bucket that holds any of them. The
 * index is updated after the commit, so a late entry may have a position before a cursor that was returned earlier. Thread-safe.
 */
public final class AuthoredComments {
    private final ShardRouter router;

    public AuthoredComments(ShardRouter router) {
        this.router = router;
    }

    /** Tombstones are left out, so that a page may hold fewer items than it was asked for, and yet be followed by more. */
    public Page<CommentInThread> of(EntityId user, PageRequest request) {
        Page<AuthoredComment> entries = router.oneStatementInSlot(user.slot(), handle -> new PageReader<>(
                        request, run -> AuthoredCommentTable.run(handle, user, run), entry -> entry.commentId()
                                .value())
                .read());
        if (entries.items().isEmpty() && request.isFirst()) {
            requireUser(user);
        }
        return entries.with(this::fetch);
    }

    private void requireUser(EntityId user) {
        Entities.require(Entities.find(router, user, handle -> UserTable.byId(handle, user)), "user");
    }

    private List<CommentInThread> fetch(List<AuthoredComment> entries) {
        List<EntityId> ids = entries.stream()
                .filter(entry -> !entry.deleted())
                .map(AuthoredComment::commentId)
                .toList();
        Map<EntityId, CommentInThread> found = inTheirSlots(ids).stream()
                .collect(Collectors.toMap(entry -> entry.comment().id(), entry -> entry));
        return entries.stream()
                .map(entry -> found.get(entry.commentId()))
                .filter(Objects::nonNull)
                .filter(entry -> !entry.comment().isTombstone())
                .toList();
    }

    private List<CommentInThread> inTheirSlots(List<EntityId> ids) {
        Set<Integer> slots = ids.stream().map(EntityId::slot).collect(Collectors.toSet());
        return router.inSlots(
                slots,
                (handle, together) -> CommentTable.inThreads(
                        handle,
                        ids.stream().filter(id -> together.contains(id.slot())).toList()));
    }
}
