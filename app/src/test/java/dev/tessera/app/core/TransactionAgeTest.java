package dev.tessera.app.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class TransactionAgeTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    @Test
    void requestWhoseTransactionLastedTooLong_isPutOff_andLeavesNothing() throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers());
                RunningApp app = RunningApp.start(cluster, Map.of("max_transaction_age", "1 microseconds"))) {
            ApiAnswer answer = app.api()
                    .post("/v1/users", "{\"handle\": \"late\", \"display_name\": \"Late\"}")
                    .expectProblem(503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(cluster.count("users")).isZero();
        }
    }
}
