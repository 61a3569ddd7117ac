package dev.tessera.app.resources;

import dev.tessera.app.api.EntityTags;
import dev.tessera.app.api.WireAnswer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Answers with their entity tag. */
final class Answers {
    private Answers() {}

    static Response ok(WireAnswer answer) {
        return Response.ok(answer, MediaType.APPLICATION_JSON).build();
    }

    static Response ok(WireAnswer answer, long version) {
        return tagged(Response.ok(answer, MediaType.APPLICATION_JSON), version);
    }

    /** 304 to whoever has this version already. */
    static Response unlessKnown(List<String> ifNoneMatch, WireAnswer answer, long version) {
        return Preconditions.hasAlready(ifNoneMatch, version)
                ? tagged(Response.notModified(), version)
                : ok(answer, version);
    }

    /** The location is a path: behind a proxy the instance doesn't know its own name. */
    static Response created(WireAnswer answer, String location, long version) {
        Response.ResponseBuilder builder = Response.status(Response.Status.CREATED)
                .type(MediaType.APPLICATION_JSON)
                .entity(answer);
        return tagged(builder.header(HttpHeaders.LOCATION, location), version);
    }

    private static Response tagged(Response.ResponseBuilder builder, long version) {
        return builder.header(HttpHeaders.ETAG, EntityTags.of(version))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
