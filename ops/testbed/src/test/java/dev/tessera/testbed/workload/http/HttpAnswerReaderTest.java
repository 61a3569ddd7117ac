package dev.tessera.testbed.workload.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerReaderTest {
    @Test
    void answersFollowEachOther_byLength_inChunks_andWithoutABody() throws IOException {
        HttpAnswerReader reader = reader("HTTP/1.1 200 OK\r\nCONTENT-LENGTH: 3\r\n\r\nabc"
                + "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\nab\r\n\r\n2\r\ncd\r\n0\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\n"
                + "HTTP/1.1 503 Unavailable\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

        assertThat(text(reader.read())).isEqualTo("200 abc");
        assertThat(text(reader.read())).isEqualTo("201 ab\r\ncd");
        assertThat(text(reader.read())).isEqualTo("204 ");
        assertThat(reader.isKeptOpen()).isTrue();
        assertThat(text(reader.read())).isEqualTo("503 {}");
        assertThat(reader.isKeptOpen()).isFalse();
    }

    @Test
    void answerThatEndsEarly_isNone() {
        HttpAnswerReader reader = reader("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab");

        assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
    }

    private static HttpAnswerReader reader(String wire) {
        return new HttpAnswerReader(new ByteArrayInputStream(wire.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(HttpAnswer answer) {
        return answer.status() + " " + new String(answer.body(), StandardCharsets.US_ASCII);
    }
}
