package dev.tessera.app.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.api.WireJson;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.CommentAuthor;
import dev.tessera.shardconfig.EntityId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WrittenCommentAnswersTest {
    private static final String STORED =
            "{\"status\":201,\"id\":\"7\",\"location\":\"/v1/comments/7\",\"etag\":\"\\\"1.7\\\"\","
                    + "\"body\":\"{\\\"comment_id\\\":\\\"7\\\",\\\"thread_id\\\":\\\"2\\\",\\\"parent_id\\\":null,"
                    + "\\\"root_id\\\":\\\"7\\\",\\\"depth\\\":0,\\\"author\\\":{\\\"user_id\\\":\\\"3\\\",\\\"handle\\\":\\\"ann\\\","
                    + "\\\"display_name\\\":\\\"Ann\\\"},"
                    + "\\\"body\\\":\\\"h\u00e9\\\",\\\"state\\\":\\\"visible\\\",\\\"version\\\":1,\\\"reply_count\\\":0,"
                    + "\\\"created_at\\\":\\\"2026-09-27T02:45:00.000Z\\\",\\\"edited_at\\\":null,\\\"updated_at\\\":\\\"2026-09-27T02:45:00.000Z\\\"}\"}";

    private final WrittenCommentAnswers answers = new WrittenCommentAnswers(WireJson.mapper());

    @Test
    void answer_isStoredAsReleasesBeforeStoredIt() {
        Instant now = Instant.parse("2026-09-27T02:45:00Z");
        EntityId id = new EntityId(7);
        CommentAuthor author = new CommentAuthor(new EntityId(3), "ann", "Ann");
        Comment comment = Comment.written(id, new EntityId(2), author, "h\u00e9", now);
        assertThat(answers.encode(answers.answer(comment))).isEqualTo(STORED);
    }

    @Test
    void storedAnswer_isReadBackWithStatusHeadersAndBody() {
        StoredAnswer answer = answers.decode(STORED);
        assertThat(answers.commentId(answer)).isEqualTo(new EntityId(7));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.location()).isEqualTo("/v1/comments/7");
        assertThat(answer.etag()).isEqualTo("\"1.7\"");
        assertThat(answers.encode(answer)).isEqualTo(STORED);
    }
}
