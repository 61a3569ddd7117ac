package dev.tessera.app.resources;

import dev.tessera.app.api.ChangesAnswer;
import dev.tessera.app.api.CommentAnswer;
import dev.tessera.app.api.CommentInThreadAnswer;
import dev.tessera.app.api.PageAnswer;
import dev.tessera.app.api.ThreadAnswer;
import dev.tessera.app.api.ThreadPageAnswer;
import dev.tessera.app.core.ThreadChanges;
import dev.tessera.app.core.ThreadPage;
import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.app.core.page.CursorCodec;
import dev.tessera.app.core.page.Page;
import dev.tessera.app.core.page.PagePosition;
import dev.tessera.app.core.page.PageRequest;
import dev.tessera.app.core.page.PageScope;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentInThread;
import dev.tessera.shardconfig.EntityId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts query parameters to a page request, and pages and changes to their answers. */
final class Pages {
    private final CursorCodec cursors;

    Pages(CursorCodec cursors) {
        this.cursors = cursors;
    }

    PageRequest request(QueryParameters query, PageScope scope) {
        Optional<String> cursor = query.text("cursor");
        Optional<EntityId> around = query.id("around", "the id of a comment");
        if (cursor.isPresent() && around.isPresent()) {
            throw QueryParameters.invalid("a page is at a cursor or around a comment, not both");
        }
        return cursor.map(text -> cursors.decode(scope, text))
                .or(() -> around.map(PagePosition::around))
                .map(position -> new PageRequest(scope, position, query.limit()))
                .orElseGet(() -> PageRequest.first(scope, query.limit()));
    }

    PageAnswer answer(PageScope scope, Page<CommentInThread> page) {
        List<CommentInThreadAnswer> items =
                page.items().stream().map(CommentInThreadAnswer::of).toList();
        return new PageAnswer(items, cursor(scope, page.next()), cursor(scope, page.previous()), page.hasMore());
    }

    ThreadPageAnswer answer(EntityId thread, PageScope scope, ThreadPage found) {
        Page<Comment> page = found.page();
        return new ThreadPageAnswer(
                comments(page.items()),
                cursor(scope, page.next()),
                cursor(scope, page.previous()),
                cursors.encodeChanges(thread, ChangePosition.complete(found.changedId())),
                page.hasMore());
    }

    ChangePosition seen(EntityId thread, QueryParameters query) {
        return query.text("cursor")
                .map(cursor -> cursors.decodeChanges(thread, cursor))
                .orElseThrow(() -> QueryParameters.invalid("cursor is the changes_cursor of a page of this thread"));
    }

    ChangesAnswer answer(EntityId thread, ThreadChanges.Changes changes) {
        return new ChangesAnswer(
                comments(changes.comments()),
                changes.thread().map(ThreadAnswer::of).orElse(null),
                cursors.encodeChanges(thread, changes.position()),
                changes.hasMore(),
                changes.reset());
    }

    private @Nullable String cursor(PageScope scope, Optional<PagePosition> position) {
        return position.map(at -> cursors.encode(scope, at)).orElse(null);
    }

    private static List<CommentAnswer> comments(List<Comment> comments) {
        return comments.stream().map(CommentAnswer::of).toList();
    }
}
