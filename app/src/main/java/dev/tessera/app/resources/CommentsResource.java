package dev.tessera.app.resources;

import dev.tessera.app.api.CommentAnswer;
import dev.tessera.app.api.CommentEdit;
import dev.tessera.app.api.EntityTags;
import dev.tessera.app.core.CommentEditor;
import dev.tessera.app.core.Comments;
import dev.tessera.app.core.draft.CommentDraft;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.model.Comment;
import dev.tessera.app.refusal.StaleVersionException;
import dev.tessera.shardconfig.EntityId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

@Path("/v1/comments/{comment_id}")
@Produces(MediaType.APPLICATION_JSON)
public final class CommentsResource {
    private final Comments comments;
    private final CommentEditor editor;

    public CommentsResource(Comments comments, CommentEditor editor) {
        this.comments = comments;
        this.editor = editor;
    }

    @GET
    public Response byId(
            @PathParam("comment_id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> ifNoneMatch) {
        Comment comment = comments.byId(parse(id)).orElseThrow(() -> PathIds.notFound("comment"));
        return Answers.unlessKnown(Preconditions.known(ifNoneMatch), CommentAnswer.of(comment), EntityTags.of(comment));
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public Response edit(
            @PathParam("comment_id") String id,
            @Nullable CommentEdit request,
            @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch) {
        EntityId comment = parse(id);
        LongPredicate wanted = Preconditions.required(ifMatch);
        String body = CommentDraft.requireBody(Bodies.require(request).body());
        Comment edited = changed(() -> editor.edit(comment, wanted, body));
        return Answers.ok(CommentAnswer.of(edited), EntityTags.of(edited));
    }

    @DELETE
    public Response delete(
            @PathParam("comment_id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch) {
        EntityId comment = parse(id);
        LongPredicate wanted = Preconditions.required(ifMatch);
        return changed(() -> {
            editor.delete(comment, wanted);
            return Response.noContent().build();
        });
    }

    /** Whoever read another version is told the tag of the present one. */
    private static <T> T changed(Supplier<T> change) {
        try {
            return change.get();
        } catch (StaleVersionException stale) {
            throw ProblemException.stale(String.valueOf(stale.getMessage()), EntityTags.of(stale.present()), stale);
        }
    }

    private static EntityId parse(String id) {
        return PathIds.parse("comment", id);
    }
}
