package dev.tessera.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MySqlSourcesTest {
    private final List<String> asked = new ArrayList<>();
    private final MySqlProvider provider = spec -> {
        throw new TestbedException("never started here");
    };

    @Test
    void firstSourceThatWorksIsTaken_andNoneAfterItAsked() {
        assertThat(detection("", missing("docker"), found("local"), found("fetch"))
                        .find())
                .isSameAs(provider);
        assertThat(asked).containsExactly("docker", "local");
    }

    @Test
    void namedSourceIsTaken_andNoOtherAsked() {
        assertThat(detection("fetch", found("docker"), found("local"), found("fetch"))
                        .find())
                .isSameAs(provider);
        assertThat(asked).containsExactly("fetch");
    }

    @Test
    void namedSourceThatDoesNotWork_isRefusedWithItsReason() {
        assertThatThrownBy(detection("local", found("docker"), missing("local"))::find)
                .isInstanceOf(TestbedException.class)
                .hasMessage("TESSERA_MYSQL=local, but: no local here");
    }

    @Test
    void unknownSourceIsRefused() {
        assertThatThrownBy(detection("podman", found("docker"), found("local"), found("fetch"))::find)
                .isInstanceOf(TestbedException.class)
                .hasMessage("TESSERA_MYSQL=podman: must be one of docker, local, fetch");
        assertThat(asked).isEmpty();
    }

    @Test
    void nothingFound_isOneMessageWithEveryWayOut() {
        assertThatThrownBy(detection("", missing("docker"), missing("local"), missing("fetch"))::find)
                .isInstanceOf(TestbedException.class)
                .hasMessage(
                        """
                        No MySQL server to work with. Any of these helps:
                          1. get docker
                          2. get local
                          3. get fetch
                        Tried: docker: no docker here; local: no local here; fetch: no fetch here""");
    }

    private static MySqlSources detection(String choice, Source... sources) {
        return new MySqlSources(choice.isEmpty() ? Map.of() : Map.of("TESSERA_MYSQL", choice), List.of(sources));
    }

    private Source found(String name) {
        return new FakeSource(name, true);
    }

    private Source missing(String name) {
        return new FakeSource(name, false);
    }

    private final class FakeSource implements Source {
        private final String name;
        private final boolean there;

        FakeSource(String name, boolean there) {
            this.name = name;
            this.there = there;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String wayOut() {
            return "get " + name;
        }

        @Override
        public MySqlProvider find() {
            asked.add(name);
            if (!there) {
                throw new TestbedException("no " + name + " here");
            }
            return provider;
        }
    }
}
