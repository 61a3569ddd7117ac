package dev.tessera.app.resources;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.api.EntityTags;
import dev.tessera.app.api.NewComment;
import dev.tessera.app.auth.AuthorIdentity;
import dev.tessera.app.core.CommentWriter;
import dev.tessera.app.core.Comments;
import dev.tessera.app.core.ThreadPage;
import dev.tessera.app.core.Threads;
import dev.tessera.app.core.draft.CommentDraft;
import dev.tessera.app.core.page.CursorCodec;
import dev.tessera.app.core.page.PageRequest;
import dev.tessera.app.core.page.PageScope;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.app.model.IdempotencyKey;
import dev.tessera.shardconfig.EntityId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

@Path("/v1/threads/{thread_id}/comments")
@Produces(MediaType.APPLICATION_JSON)
public final class ThreadCommentsResource {
    private static final Set<String> PAGE_PARAMETERS = Set.of("order", "limit", "cursor", "parent", "around");

    private final Threads threads;
    private final Comments comments;
    private final CommentWriter writer;
    private final Pages pages;
    private final WrittenCommentAnswers answers;

    public ThreadCommentsResource(
            Threads threads, Comments comments, CommentWriter writer, CursorCodec cursors, ObjectMapper json) {
        this.threads = threads;
        this.comments = comments;
        this.writer = writer;
        this.pages = new Pages(cursors);
        this.answers = new WrittenCommentAnswers(json);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response write(
            @PathParam("thread_id") String id,
            @Nullable NewComment request,
            @HeaderParam(IdempotencyHeader.NAME) List<String> keys) {
        EntityId thread = PathIds.parse("thread", id);
        Optional<String> key = IdempotencyHeader.of(keys);
        CommentDraft draft = draft(thread, Bodies.require(request));
        StoredAnswer answer = writer.write(draft, key.map(text -> idempotencyKey(draft, text)), answers);
        return Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.LOCATION, answer.location())
                .header(HttpHeaders.ETAG, answer.etag())
                .entity(answer.body())
                .build();
    }

    /** Whoever has the page of the thread's present change number has what this would answer: one row tells. */
    @GET
    public Response page(
            @PathParam("thread_id") String id,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> ifNoneMatch,
            @Context UriInfo uri) {
        EntityId thread = PathIds.parse("thread", id);
        QueryParameters query = new QueryParameters(uri.getQueryParameters(), PAGE_PARAMETERS);
        CommentList list = list(thread, query);
        PageRequest request = pages.request(query, list.scope());
        Preconditions.Known known = Preconditions.known(ifNoneMatch);
        if (!known.isNothing()) {
            EntityId changedId = threads.changedId(thread).orElseThrow(() -> PathIds.notFound("thread"));
            String present = EntityTags.ofThread(changedId);
            if (known.has(present)) {
                return Answers.notModified(present);
            }
        }
        ThreadPage page = list.read(request);
        return Answers.ok(pages.answer(thread, list.scope(), page), EntityTags.ofThread(page.changedId()));
    }

    /** @param reader of a page of it */
    private record CommentList(PageScope scope, Function<PageRequest, ThreadPage> reader) {
        ThreadPage read(PageRequest request) {
            return reader.apply(request);
        }
    }

    private CommentList list(EntityId thread, QueryParameters query) {
        Optional<String> text = query.text("parent");
        if (text.isEmpty()) {
            return new CommentList(
                    PageScope.ofThread(thread, query.order()), request -> comments.ofThread(thread, request));
        }
        Optional<EntityId> parent = parent(text.get());
        return new CommentList(
                PageScope.ofAnswers(thread, parent, query.order()),
                request -> comments.ofParent(thread, parent, request));
    }

    private static CommentDraft draft(EntityId thread, NewComment request) {
        return new CommentDraft(
                thread,
                AuthorIdentity.authorOf(request),
                Optional.ofNullable(request.parentId()).map(ThreadCommentsResource::parentId),
                CommentDraft.requireBody(request.body()));
    }

    private static IdempotencyKey idempotencyKey(CommentDraft draft, String key) {
        return new IdempotencyKey(
                draft.threadId().slot(),
                draft.authorId().toString(),
                "POST /v1/threads/" + draft.threadId() + "/comments",
                key);
    }

    private static EntityId parentId(String text) {
        try {
            return EntityId.parse(text);
        } catch (NumberFormatException e) {
            throw ProblemException.ofField(
                    ProblemType.INVALID_ID, "/parent_id", "an id is a decimal number, sent as a string");
        }
    }

    private static Optional<EntityId> parent(String text) {
        try {
            return text.equals("0") ? Optional.empty() : Optional.of(EntityId.parse(text));
        } catch (NumberFormatException e) {
            throw QueryParameters.invalid("parent is the id of a comment, or 0 for the top level");
        }
    }
}
