package dev.tessera.router.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.cache.JdbiCache;
import org.junit.jupiter.api.Test;

class JdbiTextsTest {
    private final List<String> made = new ArrayList<>();

    @Test
    void whatWasMadeOfAText_isMadeOnce() {
        JdbiCache<String, String> texts = new JdbiTexts().buildWithLoader(this::make);

        assertThat(List.of(texts.get("select 1"), texts.get("select 1"))).containsOnly("made of select 1");
        assertThat(made).containsExactly("select 1");
    }

    @Test
    void aTextThatIsRefused_isRefusedAsItWas_andAskedForAgain() {
        JdbiCache<String, String> texts = new JdbiTexts().buildWithLoader(this::make);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> texts.get("?:")).isExactlyInstanceOf(IllegalArgumentException.class);
        }
        assertThat(made).containsExactly("?:", "?:");
    }

    private String make(String text) {
        made.add(text);
        if (text.equals("?:")) {
            throw new IllegalArgumentException(text);
        }
        return "made of " + text;
    }
}
