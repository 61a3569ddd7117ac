package dev.tessera.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.app.testing.Scrape;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The dashboard and the alerts in ops/grafana, against what an instance really serves. */
class MonitoringFilesTest {
    private static final Path FOLDER = Path.of("..", "ops", "grafana");
    private static final Pattern METRIC = Pattern.compile("\\btessera_[a-z0-9_]+");

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    @Test
    void everyMetricThatDashboardAndAlertsName_isServed() throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers());
                RunningApp app = RunningApp.start(cluster, Map.of())) {
            app.api().user("somebody");
            // A request is counted when it is over, which may be a moment after its client has the answer.
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> Scrape.of(app).names().contains("tessera_http_server_request_duration_seconds_count"),
                    "the request is counted");
            Scrape scrape = Scrape.of(app);
            assertThat(metricsIn(dashboardQueries())).hasSizeGreaterThan(10).isSubsetOf(scrape.names());
            assertThat(metricsIn(alerts().stream().map(alert -> text(alert, "expr"))))
                    .hasSizeGreaterThan(4)
                    .isSubsetOf(scrape.names());
        }
    }

    @Test
    void everyAlert_saysWhatHappenedAndWhatToDo() throws IOException {
        assertThat(alerts()).hasSize(7).allSatisfy(alert -> {
            assertThat(text(alert, "alert")).startsWith("Tessera");
            assertThat(text(alert, "annotations")).contains("summary=", "runbook=");
        });
    }

    private static List<String> metricsIn(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private static Stream<String> dashboardQueries() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("tessera-overview.json").toFile());
        return Stream.of("expr", "query")
                .flatMap(field -> dashboard.findValues(field).stream())
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        Object rules =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve("alerts.yml")));
        return list(((Map<?, ?>) rules).get("groups"))
                .flatMap(group -> list(group.get("rules")))
                .toList();
    }

    private static Stream<Map<?, ?>> list(@Nullable Object maps) {
        return ((List<?>) Objects.requireNonNull(maps)).stream().map(map -> (Map<?, ?>) map);
    }

    private static String text(Map<?, ?> map, String key) {
        return String.valueOf(map.get(key));
    }
}
