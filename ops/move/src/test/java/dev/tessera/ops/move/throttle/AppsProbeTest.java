package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances, as their metrics pages show them. */
class AppsProbeTest {
    private final AppsProbe probe = new AppsProbe(List.of("shard-a", "shard-b"));
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private HttpServer server;
    private URI first;
    private URI second;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page =
                    pages.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page.length == 0 ? 404 : 200, page.length == 0 ? -1 : page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        first = URI.create(address + "/first/");
        second = URI.create(address + "/second");
        show("first", 0, 0);
        show("second", 0, 0);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void appsTogether_tellHowSlowAShardIs() {
        assertThat(both()).extracting(MetricReading::text).containsExactly("too few to measure", "too few to measure");
        show("first", 90, 0);
        show("second", 5, 5);
        assertThat(both())
                .containsExactly(
                        MetricReading.of(ThrottleMetric.P99, "shard-a as the apps see it", 82),
                        MetricReading.quiet(ThrottleMetric.P99, "shard-b as the apps see it"));
    }

    @Test
    void appThatIsGone_isNamed() {
        pages.remove("/second/metrics");
        assertThat(both())
                .extracting(MetricReading::failure)
                .containsOnly(Optional.of("the app at " + second + " can't be asked: it answers 404"));
        server.stop(0);
        assertThat(both()).allSatisfy(reading -> assertThat(reading.failure())
                .hasValueSatisfying(why -> assertThat(why).startsWith("the app at " + first + " can't be asked: ")));
    }

    @Test
    void pageOfSomethingElse_isNamed() {
        pages.put("/first/metrics", "go_goroutines 7\n");
        assertThat(both())
                .extracting(MetricReading::text)
                .allMatch(text -> text.contains("is it the admin address of an app?"));
    }

    @Test
    void nobodyAsked_nothingMeasured() {
        assertThat(probe.read(List.of())).isEmpty();
    }

    private List<MetricReading> both() {
        return probe.read(List.of(first, second));
    }

    private void show(String app, long quick, long slow) {
        pages.put(
                "/" + app + "/metrics",
                """
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="0.01"} %d
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="0.1"} %d
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="+Inf"} %d
                """
                        .formatted(quick, quick + slow, quick + slow));
    }
}
