package dev.tessera.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;

/** What an instance answered. */
public record ApiAnswer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static ApiAnswer of(HttpResponse<String> response) {
        return new ApiAnswer(response.statusCode(), response.headers(), response.body());
    }

    public ApiAnswer expect(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** A problem document of this status and code that says nothing of how the data are stored. */
    public ApiAnswer expectProblem(int expected, String code) {
        expect(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(text("/code")).isEqualTo(code);
        assertThat(text("/type")).isEqualTo("urn:tessera:problem:" + code);
        assertThat(json().at("/status").asInt()).isEqualTo(expected);
        assertThat(text("/request_id")).isNotEmpty();
        assertThat(body.toLowerCase(Locale.ROOT))
                .doesNotContain("sql", "shard", "tables", "bucket", "select", "_00", "exception", "jackson", "java.");
        return this;
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }

    public String text(String pointer) {
        return json().at(pointer).asText();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
