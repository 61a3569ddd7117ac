package dev.tessera.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.app.testing.Scrape;
import dev.tessera.testbed.MySqlExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The metrics page of an instance that has worked a little. */
class MetricsTest {
    private static final String REQUESTS = "tessera_http_server_request_duration_seconds";

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static AppCluster cluster;
    private static RunningApp app;
    private static Scrape before;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = RunningApp.start(cluster, Map.of());
        before = Scrape.of(app);
        work();
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        cluster.close();
    }

    private static void work() {
        ApiClient api = app.api();
        for (int i = 0; i < 20; i++) {
            String user = api.user("user" + i);
            String thread = api.thread("/page/" + i);
            api.comment(thread, user, "hello").expect(201);
            api.get("/v1/users/" + user).expect(200);
            api.get("/v1/threads/" + thread + "/comments").expect(200);
        }
        api.get("/v1/users/by-handle/user7").expect(200);
        api.get("/v1/users/by-handle/nobody").expect(404);
        api.get("/nowhere/at/all").expect(404);
        api.send("FROBNICATE", "/v1/users", "");
    }

    @Test
    void requestsAreCounted_byTheTemplateOfTheirPath() {
        Scrape scrape = Scrape.of(app);
        assertThat(scrape.value(requests("GET", "/v1/users/{user_id}", "2xx"))).isEqualTo(20);
        assertThat(scrape.value(requests("GET", "/v1/threads/{thread_id}/comments", "2xx")))
                .isEqualTo(20);
        assertThat(scrape.value(requests("POST", "/v1/threads/{thread_id}/comments", "2xx")))
                .isEqualTo(20);
        assertThat(scrape.value(requests("PUT", "/v1/threads", "2xx"))).isEqualTo(20);
        assertThat(scrape.value(requests("GET", "/v1/users/by-handle/{handle}", "4xx")))
                .isOne();
        assertThat(scrape.value(requests("GET", "unmatched", "4xx"))).isOne();
    }

    @Test
    void clientsMakeNoNewSeries() {
        List<String> methods = Scrape.of(app).samples().keySet().stream()
                .filter(series -> series.startsWith(REQUESTS + "_count"))
                .map(series -> series.replaceFirst(".*method=\"([^\"]*)\".*", "$1"))
                .distinct()
                .toList();
        assertThat(methods).doesNotContain("FROBNICATE").contains("GET", "POST", "PUT");
    }

    @Test
    void everyShardHasItsOwnSeries() {
        Scrape scrape = Scrape.of(app);
        for (String shard : List.of("shard-a", "shard-b")) {
            String label = "{shard=\"" + shard + "\"}";
            String statements = "tessera_db_statement_duration_seconds_count" + label;
            assertThat(scrape.value(statements) - before.value(statements)).isGreaterThan(20);
            assertThat(scrape.value("tessera_pool_acquire_seconds_count" + label))
                    .isPositive();
            assertThat(scrape.value("tessera_shard_up" + label)).isOne();
            assertThat(scrape.value("tessera_pool_pending" + label)).isZero();
            assertThat(scrape.value("tessera_pool_idle" + label)).isPositive();
        }
    }

    @Test
    void kindsAndCausesAreThere_beforeTheyHappen() {
        Stream.of("timeout", "deadlock", "duplicate", "connection", "tables_gone", "unavailable", "other")
                .forEach(kind -> assertThat(
                                before.value("tessera_db_errors_total{kind=\"" + kind + "\",shard=\"shard-a\"}"))
                        .as(kind)
                        .isZero());
        Stream.of("moved", "deadlock", "lock_timeout", "table_changed", "too_old", "connection_lost", "not_committed")
                .forEach(cause -> assertThat(
                                before.value("tessera_router_retries_total{cause=\"" + cause + "\",shard=\"shard-a\"}"))
                        .as(cause)
                        .isZero());
    }

    @Test
    void routingIsTold() {
        Scrape scrape = Scrape.of(app);
        assertThat(scrape.value("tessera_routing_version")).isPositive();
        assertThat(scrape.value("tessera_routing_schema_version")).isPositive();
        assertThat(scrape.value("tessera_routing_snapshot_age_seconds")).isBetween(0.0, 60.0);
        assertThat(scrape.value("tessera_router_compiled_routes")).isBetween(5.0, 100.0);
    }

    @Test
    void histogramsAreWhole() {
        Scrape scrape = Scrape.of(app);
        assertThat(scrape.text())
                .contains("# TYPE " + REQUESTS + " histogram")
                .contains("# TYPE tessera_db_statement_duration_seconds histogram")
                .contains("# TYPE tessera_db_errors_total counter")
                .contains("# TYPE tessera_shard_up gauge");
        String statements = "tessera_db_statement_duration_seconds_bucket{shard=\"shard-a\",le=\"";
        List<Double> counts = scrape.samples().entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(statements))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(counts).hasSizeGreaterThan(10).isSorted();
        assertThat(scrape.value(statements + "+Inf\"}"))
                .isEqualTo(scrape.value("tessera_db_statement_duration_seconds_count{shard=\"shard-a\"}"));
        assertThat(scrape.value("tessera_db_statement_duration_seconds_sum{shard=\"shard-a\"}"))
                .isPositive();
    }

    @Test
    void scraperThatPrefersProtobuf_getsIt() {
        String accepted = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                + "text/plain;version=0.0.4;q=0.5";
        ApiAnswer answer = app.admin().get("/metrics", "Accept", accepted).expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/vnd.google.protobuf");
        assertThat(answer.body()).contains("tessera_shard_up");
    }

    private static String requests(String method, String route, String statusClass) {
        return REQUESTS + "_count{method=\"" + method + "\",route=\"" + route + "\",status_class=\"" + statusClass
                + "\"}";
    }
}
