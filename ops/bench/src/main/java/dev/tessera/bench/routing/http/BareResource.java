package dev.tessera.bench.routing.http;

import dev.tessera.app.api.CommentAnswer;
import dev.tessera.app.api.EntityTags;
import dev.tessera.bench.routing.sides.CommentReads;
import dev.tessera.shardconfig.EntityId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;

/** The app's {@code GET /v1/comments/{id}}, and nothing around it. Public for Jersey. */
@Path("/v1/comments/{comment_id}")
@Produces(MediaType.APPLICATION_JSON)
public final class BareResource {
    private final CommentReads comments;

    BareResource(CommentReads comments) {
        this.comments = comments;
    }

    @GET
    public Response byId(@PathParam("comment_id") long id) throws SQLException {
        CommentAnswer answer = comments.read(new EntityId(id));
        return Response.ok(answer, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.ETAG, EntityTags.of(answer.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
