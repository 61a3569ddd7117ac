package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.testbed.MySqlExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets a clear 4xx as a problem document, never a 5xx and never HTML. */
class AbusesTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    private static AppCluster cluster;
    private static RunningApp app;
    private static ApiClient api;
    private static String author;
    private static String thread;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = RunningApp.start(cluster, Map.of());
        api = app.api();
        author = api.user("writer");
        thread = api.thread("/abuses");
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "malformed-json | {\"handle\": \"a\"",
                "malformed-json | {\"handle\": \"a\"} {}",
                "malformed-json | \uFEFF{}",
                "malformed-json | nonsense",
                "malformed-json | {\"handle\": 1e999999999999999999999}x",
                "invalid-type   | [] ",
                "invalid-type   | null",
                "invalid-type   | \"text\"",
                "invalid-type   | {\"handle\": 12}",
                "invalid-type   | {\"handle\": 1.5}",
                "invalid-type   | {\"handle\": true}",
                "invalid-type   | {\"handle\": [\"a\"]}",
                "invalid-type   | {\"handle\": {\"a\": \"b\"}}",
                "unknown-field  | {\"handle\": \"a\", \"admin\": true}",
                "unknown-field  | {\"user_id\": \"1\", \"handle\": \"a\"}",
                "unknown-field  | {\"displayName\": \"a\"}",
                "json-limits    | {\"handle\": \"a\", \"handle\": \"b\"}",
                "missing-json   | ` `",
            })
    void unreadableJson_isRefused(String code, String body) {
        api.post("/v1/users", body).expectProblem(400, code);
    }

    @Test
    void jsonBeyondItsLimits_isRefused() {
        api.post("/v1/users", "{\"handle\": " + "[".repeat(70) + "]".repeat(70) + "}")
                .expectProblem(400, "json-limits");
        api.post("/v1/users", "{\"x\": [" + "1,".repeat(1_500) + "1]}").expectProblem(400, "json-limits");
        api.post("/v1/users", "{\"x\": " + "1".repeat(200) + "}").expectProblem(400, "json-limits");
    }

    @Test
    void invalidUtf8_isRefused() {
        HttpRequest request = request("/v1/users")
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, '"', '}'}))
                .build();
        ApiClient.send(request).expectProblem(400, "malformed-json");
    }

    @Test
    void bodyThatIsTooLarge_isRefused_howeverItComes() throws IOException {
        String large = "{\"handle\": \"" + "a".repeat(70_000) + "\"}";
        api.post("/v1/users", large).expectProblem(413, "body-too-large");
        HttpRequest chunked = request("/v1/users")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .build();
        ApiClient.send(chunked).expectProblem(413, "body-too-large");
        HttpRequest bomb = request("/v1/users")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(new byte[20_000_000])))
                .build();
        ApiClient.send(bomb).expectProblem(413, "body-too-large");
    }

    @Test
    void brokenCompression_isRefused() {
        HttpRequest request = request("/v1/users")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("not gzip"))
                .build();
        ApiClient.send(request).expectProblem(400, "bad-request");
    }

    @Test
    void textThatCannotBeAComment_isRefused() {
        for (String text : List.of(
                "",
                "   \\n\\t ",
                "\\u200b\\u200d\\ufeff",
                "\\u3164",
                "a\\u0000b",
                "a\\u0008b",
                "\\ud800",
                "x\\udc00y",
                "x".repeat(10_001))) {
            ApiAnswer refused = api.comment(thread, author, text);
            refused.expectProblem(422, "invalid-body");
            assertThat(refused.text("/errors/0/pointer")).isEqualTo("/body");
        }
        api.comment(thread, author, "e\u0301".repeat(10_000)).expect(201);
        api.comment(thread, author, "\\ud83d\\ude00".repeat(4_000)).expect(201);
    }

    @Test
    void bodyIsKeptByteForByte() {
        String text = "  <script>\u202e\ud83d\ude00 e\u0301 \u00e9 %_'\\ \"\t\n<b> ";
        String json = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\t", "\\t")
                .replace("\n", "\\n");
        ApiAnswer written = api.comment(thread, author, json).expect(201);
        ApiAnswer read = api.get(written.header("Location"));
        assertThat(read.text("/body")).isEqualTo(text);
        assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1.5", "0x10", "012", "9223372036854775808", "abc", "''", "' 1'"})
    void authorIdThatIsNone_isRefused(String id) {
        ApiAnswer refused = api.comment(thread, id, "x");
        refused.expectProblem(400, "invalid-id");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/author_id");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0",
        "limit=-1",
        "limit=abc",
        "limit=1.5",
        "limit=",
        "limit=1e9",
        "limit=5&limit=6",
        "order=best",
        "order=",
        "parent=-1",
        "parent=x",
        "offset=5"
    })
    void invalidParameters_areRefused(String query) {
        api.get("/v1/threads/" + thread + "/comments?" + query).expectProblem(400, "invalid-parameter");
    }

    @Test
    void hugeLimit_isCapped() {
        api.get("/v1/threads/" + thread + "/comments?limit=999999999999").expect(200);
    }

    @Test
    void framework_answersWithProblemsToo() {
        api.get("/nowhere").expectProblem(404, "not-found");
        ApiAnswer method = api.delete("/v1/users");
        method.expectProblem(405, "method-not-allowed");
        assertThat(method.header("Allow")).contains("POST");
        api.get("/v1/users/" + author, "Accept", "text/html").expectProblem(406, "not-acceptable");
        api.post("/v1/users", "handle=a", "Content-Type", "application/x-www-form-urlencoded")
                .expectProblem(415, "unsupported-media-type");
        api.send("TRACE", "/v1/users", "").expectProblem(405, "method-not-allowed");
        api.send("PROPFIND", "/v1/users", "").expectProblem(405, "method-not-allowed");
        api.post("/v1/users", "").expectProblem(400, "missing-json");
    }

    @ParameterizedTest
    @CsvSource({
        "400, GET /v1/users/%2F HTTP/1.1",
        "400, GET /v1/users/%00 HTTP/1.1",
        "400, GET /v1/users/%zz HTTP/1.1",
        "400, GET /v1/..;/users HTTP/1.1",
        "400, GET /v1/users/by-handle/a%2Fb HTTP/1.1",
        "400, nonsense",
        "505, GET / HTTP/3.7",
    })
    void whatJettyRefuses_isAProblemToo(int status, String line) throws IOException {
        assertProblem(status, raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void requestsThatAreTooLong_areRefused() throws IOException {
        assertProblem(431, raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"));
        assertProblem(414, raw("GET /?" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    @Test
    void ambiguousFraming_isRefused() throws IOException {
        assertProblem(400, raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"));
        assertProblem(
                400, raw("POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"));
        assertProblem(
                400,
                raw(
                        "POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
    }

    private static void assertProblem(int status, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer).contains("application/problem+json").contains("\"status\":" + status);
        assertThat(answer).doesNotContainIgnoringCase("<html").doesNotContainIgnoringCase("jetty");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port("application"))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] buffer = new byte[8_192];
            int read = 0;
            while (read >= 0 && !answer.toString(StandardCharsets.UTF_8).endsWith("}")) {
                read = socket.getInputStream().read(buffer);
                answer.write(buffer, 0, Math.max(read, 0));
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port("application") + path))
                .header("Content-Type", "application/json");
    }
}
