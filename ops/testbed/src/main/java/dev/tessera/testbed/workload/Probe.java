package dev.tessera.testbed.workload;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.FailureLog;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.http.RequestLog;
import dev.tessera.testbed.workload.http.RequestOutcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks every app for a user that isn't there: only who has read the bucket's tables can say so. */
public record Probe(List<URI> bases) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;

    public Probe {
        bases = List.copyOf(bases);
    }

    public boolean isServed(BucketId bucket) {
        return bases.stream().allMatch(base -> isServedBy(base, bucket));
    }

    public boolean isServedBy(URI base, BucketId bucket) {
        RequestLog unread = new RequestLog(Instant.now(), System.nanoTime());
        try (Api api = new Api(List.of(base), TIMEOUT, unread, new FailureLog())) {
            String path = "/v1/users/by-handle/" + absentHandle(bucket);
            Call call = Call.get(RequestKind.PROFILE, bucket.firstSlot(), path).mayBeRefused(NOT_FOUND);
            return api.send(call).outcome() == RequestOutcome.REFUSED;
        }
    }

    private static String absentHandle(BucketId bucket) {
        int number = 0;
        while (!bucket.contains(SlotFunction.slotOf(UserHandle.of("absent" + number)))) {
            number++;
        }
        return "absent" + number;
    }
}
