package dev.tessera.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentAuthor;
import dev.tessera.app.model.CommentInThread;
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
            new CommentAuthor(new EntityId(3), "\u0131i", "I"),
            "h\u00e9 \ud83d\ude00",
            Comment.CommentState.VISIBLE,
            1,
            new EntityId(9_007_199_254_740_999L),
            4,
            Instant.parse("2026-09-27T02:45:00Z"),
            null,
            Instant.parse("2026-09-27T02:45:00.050Z"));

    @Test
    void comment_hasTextIdsSnakeCaseAndMillisecondsInUtc() throws JsonProcessingException {
        assertThat(WireJson.mapper().writeValueAsString(CommentAnswer.of(COMMENT)))
                .isEqualTo("{\"comment_id\":\"9007199254740993\",\"thread_id\":\"2\",\"parent_id\":null,"
                        + "\"root_id\":\"9007199254740993\",\"depth\":0,"
                        + "\"author\":{\"user_id\":\"3\",\"handle\":\"\u0131i\",\"display_name\":\"I\"},"
                        + "\"body\":\"h\u00e9 \ud83d\ude00\","
                        + "\"state\":\"visible\",\"version\":1,\"reply_count\":4,"
                        + "\"created_at\":\"2026-09-27T02:45:00.000Z\",\"edited_at\":null,"
                        + "\"updated_at\":\"2026-09-27T02:45:00.050Z\"}");
    }

    @Test
    void tombstone_hasTheSameFields() throws JsonProcessingException {
        assertThat(WireJson.mapper().writeValueAsString(CommentAnswer.of(COMMENT.deleted(Instant.EPOCH))))
                .contains("\"body\":null,\"state\":\"deleted\",\"version\":2");
    }

    @Test
    void edit_saysWhen() throws JsonProcessingException {
        Comment edited = COMMENT.edited("new", Instant.parse("2026-09-28T02:45:00Z"));
        assertThat(WireJson.mapper().writeValueAsString(CommentAnswer.of(edited)))
                .contains("\"version\":2,", "\"edited_at\":\"2026-09-28T02:45:00.000Z\"");
    }

    @Test
    void commentOfManyThreads_hasItsFieldsBesideItsThread() throws JsonProcessingException {
        CommentInThread entry = new CommentInThread(COMMENT, "s.example.com", "/a", "A");
        assertThat(WireJson.mapper().writeValueAsString(CommentInThreadAnswer.of(entry)))
                .startsWith("{\"comment_id\":\"9007199254740993\",")
                .endsWith(",\"thread\":{\"site\":\"s.example.com\",\"path\":\"/a\",\"title\":\"A\"}}");
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
