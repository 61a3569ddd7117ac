package dev.tessera.bench.death;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** That movers die unnoticed is shown by the kill matrix, in the suite. */
class MoverDeathReportTest {
    @Test
    void moreClientsThanSeats_areRefused() {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);

        int code = MoverDeathReport.commandLine().setOut(writer).setErr(writer).execute("--clients=257");

        assertThat(code).isEqualTo(2);
        assertThat(said.toString()).contains("no more clients than seats: 256");
    }
}
