package dev.tessera.app.resources;

import dev.tessera.app.api.EntityTags;
import dev.tessera.app.api.NewThread;
import dev.tessera.app.api.ThreadAnswer;
import dev.tessera.app.core.Threads;
import dev.tessera.app.core.draft.ThreadDraft;
import dev.tessera.app.model.CommentThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Path("/v1/threads")
@Produces(MediaType.APPLICATION_JSON)
public final class ThreadsResource {
    private final Threads threads;

    public ThreadsResource(Threads threads) {
        this.threads = threads;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(@Nullable NewThread request) {
        NewThread page = Bodies.require(request);
        Threads.Put put = threads.put(ThreadDraft.of(page.site(), page.path(), page.title()));
        CommentThread thread = put.thread();
        ThreadAnswer answer = ThreadAnswer.of(thread);
        String tag = EntityTags.ofThread(thread.changedId());
        return put.created() ? Answers.created(answer, "/v1/threads/" + thread.id(), tag) : Answers.ok(answer, tag);
    }

    @GET
    @Path("{thread_id}")
    public Response byId(
            @PathParam("thread_id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> ifNoneMatch) {
        CommentThread thread = threads.byId(PathIds.parse("thread", id)).orElseThrow(() -> PathIds.notFound("thread"));
        return Answers.unlessKnown(
                Preconditions.known(ifNoneMatch), ThreadAnswer.of(thread), EntityTags.ofThread(thread.changedId()));
    }
}
