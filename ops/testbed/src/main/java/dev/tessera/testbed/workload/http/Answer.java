package dev.tessera.testbed.workload.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;

/**
 * What a request came to.
 *
 * @param status 0 when there was no answer
 * @param json missing when the body isn't JSON
 * @param changedNothing whether it is certain that the request wasn't executed
 */
public record Answer(RequestOutcome outcome, int status, JsonNode json, String text, boolean changedNothing) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAVAILABLE = 503;

    static Answer of(Call call, HttpAnswer http) {
        JsonNode json = parse(http.body());
        int status = http.status();
        if (status < 400) {
            return new Answer(RequestOutcome.ACKNOWLEDGED, status, json, "", false);
        }
        String text = new String(http.body(), StandardCharsets.UTF_8);
        if (status < 500) {
            RequestOutcome outcome = status == call.expectedRefusal() ? RequestOutcome.REFUSED : RequestOutcome.FAILED;
            return new Answer(outcome, status, json, text, true);
        }
        String code = json.path("code").asText();
        boolean open = status == UNAVAILABLE && code.equals("outcome-unknown");
        boolean untouched = status == UNAVAILABLE && code.equals("unavailable");
        return new Answer(open ? RequestOutcome.OPEN : RequestOutcome.FAILED, status, json, text, untouched);
    }

    /** No answer: unless there was no connection, it may have been executed. */
    static Answer of(IOException failure) {
        return new Answer(
                RequestOutcome.FAILED,
                0,
                MissingNode.getInstance(),
                failure.toString(),
                failure instanceof ConnectException);
    }

    public boolean isAcknowledged() {
        return outcome == RequestOutcome.ACKNOWLEDGED;
    }

    /** An id; 0 when there is none. */
    public long id(String field) {
        return json.path(field).asLong();
    }

    public String field(String name) {
        return json.path(name).asText();
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
