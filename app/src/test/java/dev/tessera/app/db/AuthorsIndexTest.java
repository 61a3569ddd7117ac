package dev.tessera.app.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.model.AuthoredComment;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuthorsIndexTest {
    private static final int SLOT = 5_000;
    private static final int COMMENTS = 6;
    private static final Instant MOMENT = Instant.parse("2026-09-27T02:45:00.123Z");

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    private static AppCluster cluster;
    private static ShardRouter router;
    private static int users;

    @BeforeAll
    static void start() {
        cluster = AppCluster.create(MYSQL.servers());
        TestCluster config = cluster.testCluster();
        router = ShardRouters.open(RouterConfig.of(
                config.directoryAddress(), "tessera_directory", config.appUser(), config.appPassword()));
    }

    @AfterAll
    static void stop() {
        router.close();
        cluster.close();
    }

    @RepeatedTest(12)
    void eventsInAnyOrderAndAnyNumber_endAlike() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        EntityId user = EntityId.of(1, SLOT, users++);
        List<AuthoredComment> last = new ArrayList<>();
        List<AuthoredComment> events = new ArrayList<>();
        for (int comment = 0; comment < COMMENTS; comment++) {
            List<AuthoredComment> history = history(random, user, EntityId.of(2 + comment, 9, 0));
            last.add(history.get(history.size() - 1));
            for (AuthoredComment event : history) {
                events.addAll(Collections.nCopies(1 + random.nextInt(3), event));
            }
        }
        Collections.shuffle(events, random);

        events.parallelStream().forEach(AuthorsIndexTest::learn);

        assertThat(index(user)).as("seed " + seed).isEqualTo(last);
    }

    /** Written, edited a few times, and deleted or not. */
    private static List<AuthoredComment> history(Random random, EntityId user, EntityId comment) {
        List<AuthoredComment> history = new ArrayList<>();
        int versions = 1 + random.nextInt(4);
        boolean deletedAtLast = random.nextBoolean();
        for (int version = 1; version <= versions; version++) {
            boolean deleted = deletedAtLast && version == versions && version > 1;
            history.add(new AuthoredComment(user, comment, EntityId.of(1, 9, 1), MOMENT, deleted, version));
        }
        return history;
    }

    private static void learn(AuthoredComment event) {
        router.oneStatementInSlot(SLOT, handle -> {
            AuthoredCommentTable.learn(handle, event);
            return event;
        });
    }

    private static List<AuthoredComment> index(EntityId user) {
        return router.oneStatementInSlot(
                SLOT, handle -> AuthoredCommentTable.run(handle, user, new KeysetRun(true, 0, 100)));
    }
}
