package dev.tessera.shardconfig.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.TesseraException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1290 | HY000 | The MySQL server is running with the --super-read-only option so it cannot execute this statement"
                        + " | The MySQL server is running with the --super-read-only option so it cannot execute this statement (error 1290, HY000)",
                "1146 | 42S02 | Table 't.users_0005' doesn't exist | Table 't.users_0005' doesn't exist (error 1146, 42S02)",
                "1406 | 22001 | Data truncation: Data too long for column 'name' at row 1"
                        + " | Data truncation: Data too long for column 'name' at row 1 (error 1406, 22001)",
                "1062 | 23000 | Duplicate entry 'secret' for key 'users_0005.handle'"
                        + " | duplicate entry for key 'users_0005.handle' (error 1062, 23000)",
                "1062 | 23000 | Doppelter Eintrag 'secret' für Schlüssel 'users_0005.handle'"
                        + " | duplicate entry for key 'users_0005.handle' (error 1062, 23000)",
                "1062 | 23000 | 'secret' は索引 'PRIMARY' で重複しています。 | duplicate entry for key 'PRIMARY' (error 1062, 23000)",
                "1062 | 23000 | Duplicate entry 'secret' for key 1 | duplicate entry (error 1062, 23000)",
                "1062 | 23000 | Duplicate entry 'x' for key 'secret value' | duplicate entry (error 1062, 23000)",
                "1366 | HY000 | Incorrect string value: '\\xF0secret' for column 'name' at row 3"
                        + " | incorrect value for column 'name' at row 3 (error 1366, HY000)",
                "1064 | 42000 | You have an error near 'secret' at line 2 | syntax error at line 2 (error 1064, 42000)",
                "1644 | 45000 | secret | raised by a trigger or routine (error 1644, 45000)",
                "1105 | HY000 | secret | the server's text may hold values and is not repeated (error 1105, HY000)",
                "0 | S1009 | Cannot convert value 'secret'"
                        + " | SQLException of the driver, whose text may hold values and is not repeated (S1009)",
                "0 | 08S01 | Communications link failure | Communications link failure (08S01)"
            })
    void serversWordsAreRepeated_onlyWhereTheyHoldNoValue(int number, String state, String text, String words) {
        assertThat(Redaction.message(new SQLException(text, state, number))).isEqualTo(words);
    }

    @Test
    void poolSaysWhyItHasNoConnection() {
        assertThat(Redaction.message(new SQLTransientConnectionException("shard-a - Connection is not available")))
                .isEqualTo("shard-a - Connection is not available");
    }

    @Test
    void othersFailuresAreNamed_notQuoted() {
        assertThat(Redaction.message(new NumberFormatException("For input string: \"secret\"")))
                .startsWith("NumberFormatException at RedactionTest.java:")
                .doesNotContain("secret");
        assertThat(Redaction.message(new IllegalStateException("secret", new SQLException("secret", "23000", 1062))))
                .isEqualTo("IllegalStateException: duplicate entry (error 1062, 23000)");
        assertThat(Redaction.message(new ConnectException("Connection refused")))
                .isEqualTo("ConnectException: Connection refused");
    }

    @Test
    void stackTraceOfACopyHoldsClassesAndPlaces_butNoText() {
        SQLException refused = new SQLException("Duplicate entry 'secret' for key 'a.b'", "23000", 1062);
        refused.setNextException(new SQLException("secret"));
        IllegalStateException failure = new IllegalStateException("secret", refused);
        failure.addSuppressed(new IllegalArgumentException("secret"));

        String printed = printed(Redaction.copy(failure));

        assertThat(printed)
                .doesNotContain("secret")
                .contains("java.lang.IllegalStateException", "duplicate entry for key 'a.b' (error 1062, 23000)")
                .contains(": java.lang.IllegalArgumentException")
                .contains("RedactionTest.stackTraceOfACopyHoldsClassesAndPlaces_butNoText(RedactionTest.java:");
    }

    @Test
    void causesOfTesserasOwnFailuresAreCopies_thatCanStillBeAsked() {
        SQLException refused = new SQLException("Duplicate entry 'secret' for key 'a.b'", "23000", 1062);

        TesseraException failure = new TesseraException("inserting failed", refused);

        assertThat(printed(failure)).doesNotContain("secret").contains("inserting failed");
        assertThat(failure.getCause()).isInstanceOfSatisfying(SQLException.class, copy -> {
            assertThat(copy.getErrorCode()).isEqualTo(1062);
            assertThat(copy.getSQLState()).isEqualTo("23000");
        });
        InterruptedException interrupted = new InterruptedException();
        assertThat(new TesseraException("interrupted", interrupted).getCause()).isSameAs(interrupted);
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
