package dev.tessera.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs classes that leak, and one that doesn't, in a JUnit of their own. */
class LeakCheckTest {
    private static final CountDownLatch END = new CountDownLatch(1);
    private static final List<Connection> LEFT = new ArrayList<>();

    @AfterAll
    static void endLeaks() {
        END.countDown();
    }

    @Test
    void classThatLeavesNothingPasses() {
        assertThat(run(Tidy.class).getFailures()).isEmpty();
    }

    @Test
    void classThatLeavesAThreadFails() {
        assertThat(messageOf(run(LeavesThread.class)))
                .isEqualTo("not within 5000 ms: left behind by LeavesThread: [thread 'forgotten']");
    }

    @DisabledIfSystemProperty(named = MySqlExtension.FAST, matches = "true", disabledReason = "it needs a server")
    @Test
    void classThatLeavesAConnectionFails() {
        assertThat(messageOf(run(LeavesConnection.class)))
                .startsWith("not within 5000 ms: left behind by LeavesConnection: [session of mysql-0: root ");
    }

    private static String messageOf(TestExecutionSummary summary) {
        assertThat(summary.getFailures()).hasSize(1);
        return String.valueOf(summary.getFailures().get(0).getException().getMessage());
    }

    private static TestExecutionSummary run(Class<?> testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .configurationParameter("junit.jupiter.execution.timeout.default", "1 m")
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary();
    }

    @ExtendWith(LeakCheck.class)
    static class Tidy {
        @RegisterExtension
        static final MySqlExtension mysql = MySqlExtension.servers(1);

        @Test
        void closesItsConnectionAndEndsItsThread() throws Exception {
            Thread thread = new Thread(() -> mysql.server(0).execute("select 1"), "remembered");
            thread.start();
            thread.join();
        }
    }

    @ExtendWith(LeakCheck.class)
    static class LeavesThread {
        @Test
        void startsAThread() {
            new Thread(LeavesThread::awaitEnd, "forgotten").start();
        }

        private static void awaitEnd() {
            try {
                END.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ExtendWith(LeakCheck.class)
    static class LeavesConnection {
        @RegisterExtension
        static final MySqlExtension mysql = MySqlExtension.servers(1);

        @Test
        void opensAConnection() {
            LEFT.add(mysql.server(0).connect());
        }
    }
}
