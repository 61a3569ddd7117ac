package dev.tessera.app.core;

import dev.tessera.app.core.draft.CommentDraft;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.model.Comment;
import dev.tessera.app.model.IdempotencyKey;
import dev.tessera.app.model.User;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes a comment: a read in the author's bucket, then one transaction in the thread's. Thread-safe. */
public final class CommentWriter {
    private final ShardRouter router;
    private final Users users;
    private final CommentPosting posting;
    private final IdempotentRequests requests;
    private final Outbox outbox;
    private final AfterCommit afterCommit;

    CommentWriter(
            ShardRouter router,
            Users users,
            CommentPosting posting,
            IdempotentRequests requests,
            Outbox outbox,
            AfterCommit afterCommit) {
        this.router = router;
        this.users = users;
        this.posting = posting;
        this.requests = requests;
        this.outbox = outbox;
        this.afterCommit = afterCommit;
    }

    /**
     * Writes it, once for however many requests with one key.
     *
     * @return the answer to the comment; to a repeated request the answer that was kept
     */
    public <A> A write(CommentDraft draft, Optional<IdempotencyKey> key, AnswerCodec<A> answers) {
        User author = users.byId(draft.authorId()).orElseThrow(CommentWriter::unknownAuthor);
        Written<A> written = router.provableInSlot(draft.threadId().slot(), new Writing<>(draft, author, key, answers));
        if (written.event() != null) {
            afterCommit.changed(draft.threadId(), written.event());
        }
        return written.answer();
    }

    /** @param event null when the answer is an old one */
    private record Written<A>(A answer, @Nullable OutboxEvent event) {}

    /** The transaction. The comment's row is the proof that it was committed. */
    private final class Writing<A> implements ProvableWork<Written<A>, RuntimeException> {
        private final CommentDraft draft;
        private final User author;
        private final Optional<IdempotencyKey> request;
        private final AnswerCodec<A> answers;

        Writing(CommentDraft draft, User author, Optional<IdempotencyKey> request, AnswerCodec<A> answers) {
            this.draft = draft;
            this.author = author;
            this.request = request;
            this.answers = answers;
        }

        @Override
        public Written<A> run(Handle handle, @Nullable Written<A> notCommitted) {
            Optional<String> earlier = request.flatMap(key -> requests.claim(handle, key, draft.fingerprint()));
            if (earlier.isPresent()) {
                return new Written<>(answers.decode(earlier.get()), null);
            }
            Comment comment = posting.append(handle, draft, author, preferredId(notCommitted));
            OutboxEvent event = outbox.add(handle, comment);
            A answer = answers.answer(comment);
            request.ifPresent(key -> requests.keep(handle, key, answers.encode(answer)));
            return new Written<>(answer, event);
        }

        @Override
        public Proof proof(Written<A> written) {
            return new Proof(
                    "comments",
                    "comment_id",
                    answers.commentId(written.answer()).value());
        }

        private Optional<EntityId> preferredId(@Nullable Written<A> notCommitted) {
            return Optional.ofNullable(notCommitted).map(written -> answers.commentId(written.answer()));
        }
    }

    private static RefusedException unknownAuthor() {
        return RefusedException.ofField(RefusalKind.UNKNOWN_AUTHOR, "author_id", "there is no such user");
    }
}
