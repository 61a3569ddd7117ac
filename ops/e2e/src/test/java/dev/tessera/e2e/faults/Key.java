package dev.tessera.e2e.faults;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;

/**
 * What one request reads or writes, all of it on one shard.
 *
 * @param shard its place among the cluster's shards
 */
record Key(int shard, String user, String thread, String comment) {
    ApiAnswer readComment(ApiClient api) {
        return api.get("/v1/comments/" + comment);
    }

    ApiAnswer readUser(ApiClient api) {
        return api.get("/v1/users/" + user);
    }

    ApiAnswer readPage(ApiClient api) {
        return api.get("/v1/threads/" + thread + "/comments?limit=10");
    }

    ApiAnswer writeComment(ApiClient api, String body) {
        return api.comment(thread, user, body);
    }
}
