package dev.tessera.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WireJsonTest {
    private static final Comment COMMENT = new Comment(
            new EntityId(9_007_199_254_740_993L),
            new EntityId(2),
            null,
            new EntityId(9_007_199_254_740_993L),
            0,
            new EntityId(3),
            "\u0131i",
            "h\u00e9 \ud83d\ude00",
            Comment.CommentState.VISIBLE,
            1,
            Instant.parse("2026-09-27T02:45:00Z"),
            Instant.parse("2026-09-27T02:45:00.050Z"));

    @Test
    void comment_hasTextIdsSnakeCaseAndMillisecondsInUtc() throws JsonProcessingException {
        assertThat(WireJson.mapper().writeValueAsString(CommentAnswer.of(COMMENT)))
                .isEqualTo("{\"comment_id\":\"9007199254740993\",\"thread_id\":\"2\",\"parent_id\":null,"
                        + "\"root_id\":\"9007199254740993\",\"depth\":0,"
                        + "\"author\":{\"user_id\":\"3\",\"handle\":\"\u0131i\"},\"body\":\"h\u00e9 \ud83d\ude00\","
                        + "\"state\":\"visible\",\"version\":1,\"created_at\":\"2026-09-27T02:45:00.000Z\","
                        + "\"updated_at\":\"2026-09-27T02:45:00.050Z\"}");
    }

    @Test
    void tombstone_hasTheSameFields() throws JsonProcessingException {
        assertThat(WireJson.mapper().writeValueAsString(CommentAnswer.of(COMMENT.deleted(Instant.EPOCH))))
                .contains("\"body\":null,\"state\":\"deleted\",\"version\":2");
    }

    @Test
    void bytesAndText_areTheSame() throws JsonProcessingException {
        CommentAnswer answer = CommentAnswer.of(COMMENT);
        assertThat(JsonBodyReader.text(WireJson.mapper().writeValueAsBytes(answer)))
                .isEqualTo(WireJson.mapper().writeValueAsString(answer));
    }

    @Test
    void request_isReadStrictly() {
        JsonBodyReader reader = new JsonBodyReader(WireJson.mapper());
        assertThat(reader.parse(NewUser.class, "{\"display_name\": \"A\\u0000\"}"))
                .isEqualTo(new NewUser(null, "A\u0000"));
    }
}
