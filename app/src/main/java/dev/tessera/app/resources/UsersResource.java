package dev.tessera.app.resources;

import dev.tessera.app.api.EntityTags;
import dev.tessera.app.api.NewUser;
import dev.tessera.app.api.UserAnswer;
import dev.tessera.app.core.AuthoredComments;
import dev.tessera.app.core.Users;
import dev.tessera.app.core.draft.UserDraft;
import dev.tessera.app.core.page.CursorCodec;
import dev.tessera.app.core.page.PageRequest;
import dev.tessera.app.core.page.PageScope;
import dev.tessera.app.model.User;
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
import org.jspecify.annotations.Nullable;

@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
public final class UsersResource {
    private static final Set<String> PAGE_PARAMETERS = Set.of("order", "limit", "cursor");

    private final Users users;
    private final AuthoredComments authoredComments;
    private final Pages pages;

    public UsersResource(Users users, AuthoredComments authoredComments, CursorCodec cursors) {
        this.users = users;
        this.authoredComments = authoredComments;
        this.pages = new Pages(cursors);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Nullable NewUser request) {
        NewUser person = Bodies.require(request);
        User user = users.create(UserDraft.of(person.handle(), person.displayName()));
        return Answers.created(UserAnswer.of(user), "/v1/users/" + user.id(), EntityTags.of(user.version()));
    }

    @GET
    @Path("{user_id}")
    public Response byId(
            @PathParam("user_id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> ifNoneMatch) {
        return answer(users.byId(PathIds.parse("user", id)), ifNoneMatch);
    }

    @GET
    @Path("by-handle/{handle}")
    public Response byHandle(
            @PathParam("handle") String handle, @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> ifNoneMatch) {
        return answer(users.byHandle(handle), ifNoneMatch);
    }

    @GET
    @Path("{user_id}/comments")
    public Response comments(@PathParam("user_id") String id, @Context UriInfo uri) {
        EntityId user = PathIds.parse("user", id);
        QueryParameters query = new QueryParameters(uri.getQueryParameters(), PAGE_PARAMETERS);
        PageRequest page = pages.request(query, PageScope.ofAuthor(user, query.order()));
        return Answers.ok(pages.answer(page.scope(), authoredComments.of(user, page)));
    }

    private static Response answer(Optional<User> found, List<String> ifNoneMatch) {
        User user = found.orElseThrow(() -> PathIds.notFound("user"));
        return Answers.unlessKnown(
                Preconditions.known(ifNoneMatch), UserAnswer.of(user), EntityTags.of(user.version()));
    }
}
