package dev.tessera.app.resources;

import dev.tessera.app.api.ChangesAnswer;
import dev.tessera.app.core.ThreadChanges;
import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.app.core.page.CursorCodec;
import dev.tessera.app.core.page.PageRequest;
import dev.tessera.shardconfig.EntityId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

@Path("/v1/threads/{thread_id}/changes")
@Produces(MediaType.APPLICATION_JSON)
public final class ThreadChangesResource {
    private static final Set<String> PARAMETERS = Set.of("cursor", "limit");

    private final ThreadChanges changes;
    private final Pages pages;

    public ThreadChangesResource(ThreadChanges changes, CursorCodec cursors) {
        this.changes = changes;
        this.pages = new Pages(cursors);
    }

    @GET
    public Response since(@PathParam("thread_id") String id, @Context UriInfo uri) {
        EntityId thread = PathIds.parse("thread", id);
        QueryParameters query = new QueryParameters(uri.getQueryParameters(), PARAMETERS);
        ChangePosition seen = pages.seen(thread, query);
        ChangesAnswer answer = pages.answer(thread, changes.since(thread, seen, query.limit(PageRequest.MAX_LIMIT)));
        return Answers.ok(answer);
    }
}
