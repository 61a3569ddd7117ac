package dev.tessera.shardconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTest {
    @Test
    void caseAndWidthOfAHandle_makeOneKey() {
        assertThat(UserHandle.of("ALICE"))
                .isEqualTo(UserHandle.of("Alice"))
                .isEqualTo(UserHandle.of("Ａｌｉｃｅ"))
                .isEqualTo(UserHandle.of("ＡＬＩＣＥ"));
        assertThat(UserHandle.of("Straße")).isEqualTo(UserHandle.of("STRASSE"));
        assertThat(UserHandle.of("ali")).isNotEqualTo(UserHandle.of("ali\u0301"));
    }

    @Test
    void bytesOfAHandle_areIndependentOfTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ROOT);
            byte[] plain = UserHandle.of("IDRIS").hashedBytes();
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(UserHandle.of("IDRIS").hashedBytes())
                    .isEqualTo(plain)
                    .isEqualTo("idris".getBytes(StandardCharsets.UTF_8));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void canonicalForm_isItsOwnCanonicalForm() {
        Random random = new Random(2);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = randomText(random);
            try {
                UserHandle handle = UserHandle.of(text);
                assertThat(UserHandle.of(handle.canonical())).isEqualTo(handle);
                accepted++;
            } catch (InvalidKeyException refused) {
                assertThat(refused.field()).isEqualTo("handle");
            }
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    @Test
    void canonicalSite_isItsOwnCanonicalForm() {
        for (String site : new String[] {"Blog.Example.com", "Bücher.example", "ｂｌｏｇ.example", "例え.jp", "faß.de"}) {
            ThreadKey key = ThreadKey.of(site, "/");
            assertThat(ThreadKey.of(key.site(), "/")).isEqualTo(key);
            assertThat(key.site()).matches("[a-z0-9.-]+");
        }
    }

    @Test
    void pathsThatDifferInCase_areTwoKeys() {
        assertThat(ThreadKey.of("blog.example", "/a")).isNotEqualTo(ThreadKey.of("blog.example", "/A"));
        assertThat(ThreadKey.of("BLOG.example", "/a")).isEqualTo(ThreadKey.of("blog.example", "/a"));
    }

    @Test
    void pathWithACharacterYoungerThanTheLibrary_isAKey() {
        String path = "/a\u0378";
        assertThat(ThreadKey.of("blog.example", path).path()).isEqualTo(path);
        assertThatThrownBy(() -> UserHandle.of("a\u0378"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("handle holds U+0378, which is not a printable character");
    }

    @Test
    void whatCantBeAKey_isRefusedWithItsReason() {
        assertThatThrownBy(() -> UserHandle.of("")).hasMessage("a handle has 1 to 64 characters");
        assertThatThrownBy(() -> UserHandle.of("x".repeat(65))).hasMessage("a handle has 1 to 64 characters");
        assertThatThrownBy(() -> UserHandle.of("𠀀".repeat(64))).hasMessage("a handle has at most 255 bytes of UTF-8");
        assertThatThrownBy(() -> UserHandle.of("_x"))
                .hasMessage("a handle begins with a letter or digit and goes on with letters, digits, '.', '_' or '-'");
        assertThatThrownBy(() -> UserHandle.of("a\u0007"))
                .hasMessage("handle holds U+0007, which is not a printable character");
        assertThatThrownBy(() -> UserHandle.of("a\ud800"))
                .hasMessage("handle holds U+D800, which is not a printable character");
        assertThatThrownBy(() -> ThreadKey.of("http://blog.example", "/"))
                .hasMessage(
                        "a site is a host name such as blog.example.com, without scheme or port, of at most 253 characters");
        assertThatThrownBy(() -> ThreadKey.of("blog.example", "a")).hasMessage("a path begins with '/'");
        assertThatThrownBy(() -> ThreadKey.of("blog.example", "/\u0000"))
                .hasMessage("path holds U+0000, which is not a printable character");
        assertThatThrownBy(() -> ThreadKey.of("blog.example", "/" + "é".repeat(1024)))
                .hasMessage("a path has at most 2048 bytes of UTF-8");
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(5);
        while (text.codePointCount(0, text.length()) < length) {
            int codePoint = random.nextBoolean() ? random.nextInt(0x600) : random.nextInt(0x30000);
            if (Character.isLetterOrDigit(codePoint)) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }
}
