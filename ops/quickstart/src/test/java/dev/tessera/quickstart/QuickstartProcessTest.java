package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a newcomer meets it: a process that is started, stopped and killed. */
@DisabledIfSystemProperty(
        named = MySqlExtension.FAST,
        matches = "true",
        disabledReason = "the fast tier has no MySQL servers")
class QuickstartProcessTest {
    private static final Duration TO_REFUSE = Duration.ofSeconds(20);
    private static final Duration TO_STOP = Duration.ofSeconds(30);
    private static final Duration TO_DIE = Duration.ofSeconds(10);

    private final QuickstartRun.Place place;

    QuickstartProcessTest(@TempDir Path folder) throws IOException {
        this.place = QuickstartRun.Place.in(folder);
    }

    @Test
    void startedAndStopped_startedAgainAndKilled() throws Exception {
        String firstUser;
        try (QuickstartRun run = QuickstartRun.start(place, "--apps", "2")) {
            assertThat(run.awaitReady())
                    .contains("16 buckets on 2 shards are ready")
                    .contains("2 apps are ready")
                    .contains("sample data: 144 users, 96 threads, ");
            firstUser = firstUser(place.appPort());
            assertThat(firstUser(place.appPort() + 10)).isEqualTo(firstUser);
            assertThat(commentsOfTheLastThread(place.appPort() + 10)).isPositive();
            List<ProcessHandle> descendants = run.descendants();
            assertThat(descendants).hasSizeGreaterThanOrEqualTo(5);

            run.terminate();
            assertThat(run.awaitEnd(TO_STOP)).isEqualTo(143);
            assertThat(run.output()).endsWith("quickstart: stopping\n");
            assertNothingIsLeft(descendants);
        }
        try (QuickstartRun run = QuickstartRun.start(place)) {
            assertThat(run.awaitReady())
                    .contains("the cluster of an earlier run is there")
                    .doesNotContain("sample data");
            assertThat(firstUser(place.appPort())).isEqualTo(firstUser);
            List<ProcessHandle> descendants = run.descendants();

            run.kill();
            assertNothingIsLeft(descendants);
        }
    }

    @Test
    void stoppedWhileItStarts_leavesNothing() throws Exception {
        try (QuickstartRun run = QuickstartRun.start(place)) {
            run.awaitLine("MySQL of directory on 127.0.0.1:" + place.mysqlPort());
            List<ProcessHandle> descendants = run.descendants();
            run.terminate();
            assertThat(run.awaitEnd(TO_STOP)).isEqualTo(143);
            assertThat(run.output()).contains("quickstart: stopping\n").doesNotContain("Exception", "\tat ");
            assertNothingIsLeft(descendants);
        }
    }

    private static String firstUser(int port) throws InterruptedException {
        assertThat(new ApiClient(port + 1).status("healthcheck")).isEqualTo(200);
        return new ApiClient(port)
                .get("v1/users/by-handle/ada.amber")
                .path("user_id")
                .asText();
    }

    private static int commentsOfTheLastThread(int port) throws InterruptedException {
        List<SampleSite.Discussion> discussions = SampleSite.populated().discussions();
        String thread = SampleData.thread(new ApiClient(port), discussions.get(discussions.size() - 1));
        return new ApiClient(port)
                .get("v1/threads/" + thread)
                .path("comment_count")
                .asInt();
    }

    private void assertNothingIsLeft(List<ProcessHandle> descendants) {
        Eventually.within(
                TO_DIE,
                () -> descendants.stream().noneMatch(ProcessHandle::isAlive)
                        && place.ports().stream().allMatch(FreePorts::isFree),
                () -> "no process and no open port is left: "
                        + descendants.stream()
                                .filter(ProcessHandle::isAlive)
                                .map(left -> left.info().toString())
                                .toList());
    }

    @Test
    void portInUse_isSaidBeforeAnythingIsStarted() throws Exception {
        int admin = place.appPort() + 1;
        try (ServerSocket occupied = new ServerSocket(admin, 1, InetAddress.getLoopbackAddress());
                QuickstartRun run = QuickstartRun.start(place)) {
            assertThat(run.awaitEnd(TO_REFUSE)).isEqualTo(2);
            assertThat(run.output())
                    .isEqualTo("quickstart: in use on 127.0.0.1: port " + occupied.getLocalPort()
                            + " (the app's admin port). Stop what listens there; `ss -ltnp` shows it. Nothing was"
                            + " started\n");
        }
    }

    @Test
    void secondQuickstartInTheSameFolder_isRefused() throws Exception {
        try (QuickstartFolder first = QuickstartFolder.open(place.home());
                QuickstartRun second = QuickstartRun.start(place, "--reset")) {
            assertThat(second.awaitEnd(TO_REFUSE)).isEqualTo(2);
            assertThat(second.output())
                    .isEqualTo("quickstart: a quickstart runs already in " + place.home()
                            + "; stop it with Ctrl-C there first\n");
            assertThat(first.isMarked("anything")).isFalse();
        }
    }

    @Test
    void wrongOptions_areRefused() throws Exception {
        try (QuickstartRun run = QuickstartRun.start(place, "--apps", "many")) {
            assertThat(run.awaitEnd(TO_REFUSE)).isEqualTo(2);
            assertThat(run.output())
                    .startsWith("Invalid value for option '--apps': 'many' is not an int\n")
                    .contains("Usage: ops/quickstart/run");
        }
    }
}
