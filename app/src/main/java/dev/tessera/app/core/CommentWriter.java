package dev.tessera.app.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.api.CommentAnswer;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.IdempotencyKey;
import dev.tessera.app.model.User;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writing a comment: a read in the author's bucket, then one transaction in the thread's. Thread-safe. */
public final class CommentWriter {
    private final ShardRouter router;
    private final Users users;
    private final CommentPosting posting;
    private final IdempotentRequests requests;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final ObjectMapper json;

    CommentWriter(
            ShardRouter router,
            Users users,
            CommentPosting posting,
            IdempotentRequests requests,
            Outbox outbox,
            OutboxRelay relay,
            ObjectMapper json) {
        this.router = router;
        this.users = users;
        this.posting = posting;
        this.requests = requests;
        this.outbox = outbox;
        this.relay = relay;
        this.json = json;
    }

    /** @param key the client's Idempotency-Key */
    public StoredAnswer write(CommentDraft draft, Optional<String> key) {
        if (!Buckets.exists(router, draft.threadId())) {
            throw Buckets.notFound("thread");
        }
        User author = users.byId(draft.authorId()).orElseThrow(CommentWriter::unknownAuthor);
        Writing writing = new Writing(draft, author, key.map(text -> idempotencyKey(draft, text)));
        Written written = router.provableInBucket(draft.threadId().bucket(), writing);
        if (written.event() != null) {
            relay.offer(written.event());
        }
        return written.answer();
    }

    /** @param event null when the answer is an old one */
    private record Written(StoredAnswer answer, @Nullable OutboxEvent event) {}

    /** The transaction. The comment's row is the proof that it was committed. */
    private final class Writing implements ProvableWork<Written, RuntimeException> {
        private final CommentDraft draft;
        private final User author;
        private final Optional<IdempotencyKey> request;

        Writing(CommentDraft draft, User author, Optional<IdempotencyKey> request) {
            this.draft = draft;
            this.author = author;
            this.request = request;
        }

        @Override
        public Written run(Handle handle, @Nullable Written notCommitted) {
            Optional<StoredAnswer> earlier = request.flatMap(key -> requests.claim(handle, key, draft.fingerprint()));
            if (earlier.isPresent()) {
                return new Written(earlier.get(), null);
            }
            Comment comment = posting.append(handle, draft, author, preferredId(notCommitted));
            OutboxEvent event = outbox.add(handle, comment);
            StoredAnswer answer = created(comment);
            request.ifPresent(key -> requests.keep(handle, key, answer));
            return new Written(answer, event);
        }

        @Override
        public Proof proof(Written written) {
            return new Proof(
                    "comments", "comment_id", written.answer().entityId().value());
        }

        private Optional<EntityId> preferredId(@Nullable Written notCommitted) {
            return Optional.ofNullable(notCommitted)
                    .map(written -> written.answer().entityId());
        }
    }

    private StoredAnswer created(Comment comment) {
        try {
            return new StoredAnswer(
                    201,
                    comment.id().toString(),
                    "/v1/comments/" + comment.id(),
                    EntityTags.of(comment.version()),
                    json.writeValueAsString(CommentAnswer.of(comment)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }

    private static IdempotencyKey idempotencyKey(CommentDraft draft, String key) {
        return new IdempotencyKey(
                draft.authorId().toString(), "POST /v1/threads/" + draft.threadId() + "/comments", key);
    }

    private static ProblemException unknownAuthor() {
        return ProblemException.ofField(ProblemType.UNKNOWN_AUTHOR, "/author_id", "there is no such user");
    }
}
