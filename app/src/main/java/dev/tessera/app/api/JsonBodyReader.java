package dev.tessera.app.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a complete request body, at most 64 KB after decompression, as one strict JSON document in UTF-8. */
@Consumes(MediaType.APPLICATION_JSON)
public final class JsonBodyReader implements MessageBodyReader<WireRequest> {
    public static final int MAX_BYTES = 64 * 1024;

    private final ObjectMapper json;

    public JsonBodyReader(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return WireRequest.class.isAssignableFrom(type);
    }

    @Override
    public WireRequest readFrom(
            Class<WireRequest> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        return parse(type, text(readAtMost(body)));
    }

    /** @throws ProblemException unless the text is one document of this type */
    <T extends WireRequest> T parse(Class<T> type, String text) {
        if (text.isBlank()) {
            throw new ProblemException(ProblemType.MISSING_JSON, "send a JSON object");
        }
        try {
            scan(text);
            T request = json.readValue(text, type);
            if (request == null) {
                throw new ProblemException(ProblemType.INVALID_TYPE, "the body is null, not an object");
            }
            return request;
        } catch (IOException e) {
            throw JsonRefusals.of(e);
        }
    }

    /** The whole text, before anything is made of it: one document, within the limits, no name twice in an object. */
    private void scan(String text) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            int depth = 0;
            boolean ended = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (ended) {
                    throw new ProblemException(ProblemType.MALFORMED_JSON, "something follows the JSON document");
                }
                if (token.isNumeric()) {
                    // The length of a number is checked when somebody asks for it.
                    parser.getNumberValue();
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                ended = depth == 0;
            }
        }
    }

    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, "the body isn't UTF-8");
        }
    }

    private static byte[] readAtMost(InputStream body) {
        byte[] bytes = read(body);
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(
                    ProblemType.BODY_TOO_LARGE, "a body has at most " + MAX_BYTES + " bytes once decompressed");
        }
        return bytes;
    }

    /** What can't be decompressed is reported by Jetty as an unchecked exception around the checked one. */
    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(MAX_BYTES + 1);
        } catch (IOException | RuntimeException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "the body couldn't be read to its end");
        }
    }
}
