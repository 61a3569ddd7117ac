package dev.tessera.app.resources;

import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.shardconfig.EntityId;

/** Ids in paths: text that isn't an id is answered as not found. */
final class PathIds {
    private PathIds() {}

    static EntityId parse(String what, String text) {
        try {
            return EntityId.parse(text);
        } catch (NumberFormatException e) {
            throw notFound(what);
        }
    }

    static ProblemException notFound(String what) {
        return new ProblemException(ProblemType.NOT_FOUND, "there is no such " + what);
    }
}
