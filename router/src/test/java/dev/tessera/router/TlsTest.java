package dev.tessera.router;

import static dev.tessera.router.RouterFixture.ON_A;

import dev.tessera.router.open.ShardRouters;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.server.ServerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class TlsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.fresh(3, ServerSpec::withTls);

    /** Closing a connection over TLS may wait for the server. */
    @Test
    void pausedShardBehindTls_isNotWaitedForTwice() {
        try (RouterFixture cluster = RouterFixture.on(MYSQL);
                ShardRouter router = ShardRouters.open(cluster.config().withTls(Tls.REQUIRED))) {
            RouterFixture.warmUp(router);
            cluster.shard(0).pause();
            try {
                RouterFixture.assertUnavailable(router, ON_A);
                RouterFixture.assertUnavailable(router, ON_A);
            } finally {
                cluster.shard(0).unpause();
            }
        }
    }
}
