package dev.tessera.app.resources;

import dev.tessera.app.api.CommentAnswer;
import dev.tessera.app.api.PageAnswer;
import dev.tessera.app.core.CommentPage;
import dev.tessera.app.core.CursorCodec;
import dev.tessera.app.core.PageRequest;
import dev.tessera.app.core.PageScope;

/** Converts query parameters to a page request, and a page to its answer. */
final class Pages {
    private final CursorCodec cursors;

    Pages(CursorCodec cursors) {
        this.cursors = cursors;
    }

    PageRequest request(QueryParameters query, PageScope scope) {
        return query.text("cursor")
                .map(cursor -> new PageRequest(scope, cursors.decode(scope, cursor), query.limit()))
                .orElseGet(() -> PageRequest.first(scope, query.limit()));
    }

    PageAnswer answer(PageRequest request, CommentPage page) {
        String next = page.next().isPresent()
                ? cursors.encode(request.scope(), page.next().getAsLong())
                : null;
        return new PageAnswer(page.items().stream().map(CommentAnswer::of).toList(), next, page.hasMore());
    }
}
