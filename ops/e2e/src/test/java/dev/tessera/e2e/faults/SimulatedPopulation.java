package dev.tessera.e2e.faults;

import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.shardconfig.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Signs up users and begins threads until each shard has its share of both. */
final class SimulatedPopulation {
    private static final int KEYS_OF_A_SHARD = 8;

    private final ApiClient api;
    private final AppCluster cluster;
    private final IntPredicate slots;

    private SimulatedPopulation(ApiClient api, AppCluster cluster, IntPredicate slots) {
        this.api = api;
        this.cluster = cluster;
        this.slots = slots;
    }

    static List<Key> of(ApiClient api, AppCluster cluster) {
        return of(api, cluster, slot -> true);
    }

    /** @param slots that the keys may have */
    static List<Key> of(ApiClient api, AppCluster cluster, IntPredicate slots) {
        return new SimulatedPopulation(api, cluster, slots).keys();
    }

    private List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        for (int shard = 0; shard < cluster.shards().size(); shard++) {
            List<String> users = collect(shard, "user", api::user);
            List<String> threads = collect(shard, "/thread/", api::thread);
            for (int i = 0; i < KEYS_OF_A_SHARD; i++) {
                keys.add(key(shard, users.get(i), threads.get(i)));
            }
        }
        return keys;
    }

    private Key key(int shard, String user, String thread) {
        String comment = api.comment(thread, user, "the first").expect(201).text("/comment_id");
        return new Key(shard, user, thread, comment);
    }

    private List<String> collect(int shard, String prefix, Maker maker) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; ids.size() < KEYS_OF_A_SHARD; i++) {
            String id = maker.make(prefix + shard + i);
            if (isWanted(shard, new EntityId(Long.parseLong(id)).slot())) {
                ids.add(id);
            }
        }
        return ids;
    }

    private boolean isWanted(int shard, int slot) {
        return slots.test(slot)
                && cluster.shardOf(cluster.testCluster().config().buckets().holding(slot))
                        == cluster.shards().get(shard);
    }

    @FunctionalInterface
    private interface Maker {
        String make(String name);
    }
}
