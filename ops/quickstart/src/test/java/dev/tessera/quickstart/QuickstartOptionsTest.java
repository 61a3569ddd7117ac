package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.UnmatchedArgumentException;

class QuickstartOptionsTest {
    @Test
    void byDefault_oneAppAndTwoShards() {
        QuickstartOptions options = parsed();
        options.check();
        assertThat(options.apps).isEqualTo(1);
        assertThat(options.shards).isEqualTo(2);
        assertThat(options.reset).isFalse();
    }

    @Test
    void appsAreTenPortsApart() {
        QuickstartOptions options = parsed("--apps", "3");
        assertThat(options.appPort(0)).isEqualTo(8080);
        assertThat(options.appPort(1)).isEqualTo(8090);
        assertThat(options.appPort(2)).isEqualTo(8100);
        assertThat(parsed("--app-port", "18080").appPort(1)).isEqualTo(18_090);
    }

    @Test
    void numbersOutOfRange_areRefused() {
        assertRefused("--apps takes 1 to 9, not 0", "--apps", "0");
        assertRefused("--apps takes 1 to 9, not 10", "--apps", "10");
        assertRefused("--shards takes 2 to 16, not 1", "--shards", "1");
        assertRefused("--shards takes 2 to 16, not 17", "--shards", "17");
        parsed("--apps", "9", "--shards", "16").check();
    }

    @Test
    void unknownOption_isRefused() {
        assertThatThrownBy(() -> parsed("--app"))
                .isInstanceOf(UnmatchedArgumentException.class)
                .hasMessageStartingWith("Unknown option: '--app'");
    }

    private static void assertRefused(String message, String... arguments) {
        QuickstartOptions options = parsed(arguments);
        assertThatThrownBy(options::check)
                .isInstanceOf(QuickstartException.class)
                .hasMessage(message);
    }

    private static QuickstartOptions parsed(String... arguments) {
        Bearer bearer = new Bearer();
        new CommandLine(bearer).parseArgs(arguments);
        return bearer.options;
    }

    @Command
    static final class Bearer {
        @Mixin
        private QuickstartOptions options = new QuickstartOptions();
    }
}
