package dev.tessera.e2e.move;

import dev.tessera.e2e.app.ApiClient;
import dev.tessera.shardconfig.BucketFunction;
import dev.tessera.shardconfig.UserHandle;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/** Asks every app for a user that isn't there: only who has read the bucket's tables can say so. */
record Probe(List<URI> bases, BucketFunction buckets) {
    boolean isServed(int bucket) {
        return bases.stream().allMatch(base -> status(base, absentHandle(bucket)) == 404);
    }

    private static int status(URI base, String handle) {
        return ApiClient.send(HttpRequest.newBuilder(base.resolve("/v1/users/by-handle/" + handle))
                        .timeout(Duration.ofSeconds(30))
                        .build())
                .status();
    }

    private String absentHandle(int bucket) {
        int number = 0;
        while (buckets.bucketOf(UserHandle.of("absent" + number)) != bucket) {
            number++;
        }
        return "absent" + number;
    }
}
