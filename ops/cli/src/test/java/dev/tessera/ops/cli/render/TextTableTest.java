package dev.tessera.ops.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell_andNumbersAreSetToTheRight() {
        TextTable table = new TextTable("shard", ">rows", "state");
        table.row("a", "1", "live");
        table.row("shard-long", "1000000", "creating");
        table.row("b", "", "");
        assertThat(printed(table))
                .isEqualTo(
                        """
                        shard          rows  state
                        a                 1  live
                        shard-long  1000000  creating
                        b
                        """);
    }

    @Test
    void tableWithoutRows_isItsHeadings() {
        assertThat(printed(new TextTable("shard", ">rows"))).isEqualTo("shard  rows\n");
    }

    private static String printed(TextTable table) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out));
        return out.toString();
    }
}
