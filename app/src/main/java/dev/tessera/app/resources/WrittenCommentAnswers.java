package dev.tessera.app.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.api.CommentAnswer;
import dev.tessera.app.api.EntityTags;
import dev.tessera.app.core.AnswerCodec;
import dev.tessera.app.model.Comment;
import dev.tessera.shardconfig.EntityId;
import jakarta.ws.rs.core.Response;

/** The answer to whoever has written a comment: its status, its headers and the text of its body. Thread-safe. */
final class WrittenCommentAnswers implements AnswerCodec<StoredAnswer> {
    private final ObjectMapper json;

    WrittenCommentAnswers(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public StoredAnswer answer(Comment created) {
        return new StoredAnswer(
                Response.Status.CREATED.getStatusCode(),
                created.id().toString(),
                "/v1/comments/" + created.id(),
                EntityTags.of(created),
                write(CommentAnswer.of(created)));
    }

    @Override
    public EntityId commentId(StoredAnswer answer) {
        return EntityId.parse(answer.id());
    }

    @Override
    public String encode(StoredAnswer answer) {
        return write(answer);
    }

    @Override
    public StoredAnswer decode(String stored) {
        try {
            return json.readValue(stored, StoredAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer can't be read", e);
        }
    }

    private String write(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }
}
