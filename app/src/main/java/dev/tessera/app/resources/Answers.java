package dev.tessera.app.resources;

import dev.tessera.app.api.WireAnswer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers with their entity tag. */
final class Answers {
    private Answers() {}

    /** Without a tag, and to be kept by nobody: what it holds has no single version. */
    static Response ok(WireAnswer answer) {
        return Response.ok(answer, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    static Response ok(WireAnswer answer, String tag) {
        return tagged(Response.ok(answer, MediaType.APPLICATION_JSON), tag);
    }

    /** 304 to whoever has it already. */
    static Response unlessKnown(Preconditions.Known known, WireAnswer answer, String tag) {
        return known.has(tag) ? notModified(tag) : ok(answer, tag);
    }

    static Response notModified(String tag) {
        return tagged(Response.notModified(), tag);
    }

    /** The location is a path: behind a proxy the instance doesn't know its own name. */
    static Response created(WireAnswer answer, String location, String tag) {
        Response.ResponseBuilder builder = Response.status(Response.Status.CREATED)
                .type(MediaType.APPLICATION_JSON)
                .entity(answer);
        return tagged(builder.header(HttpHeaders.LOCATION, location), tag);
    }

    private static Response tagged(Response.ResponseBuilder builder, String tag) {
        return builder.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
