package dev.tessera.app.core;

import dev.tessera.app.db.AuthoredCommentPayloads;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityIdGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Builds the objects of the API over one router. */
public final class Core {
    private final Users users;
    private final Threads threads;
    private final Comments comments;
    private final ThreadChanges threadChanges;
    private final ThreadEvents threadEvents;
    private final AuthoredComments authoredComments;
    private final CommentWriter commentWriter;
    private final CommentEditor commentEditor;
    private final OutboxSweep outboxSweep;
    private final List<Actor> actors;

    /** @param relayAfterCommit false leaves every event to the sweep, as after a crash */
    public Core(
            ShardRouter router,
            Clock clock,
            AuthoredCommentPayloads payloads,
            boolean relayAfterCommit,
            Duration sweepPause) {
        SecureRandom random = new SecureRandom();
        EntityIdGenerator ids = new EntityIdGenerator(clock, random);
        ChangeNumbers numbers =
                new ChangeNumbers(clock, random, slot -> router.placements().serverChangeOfSlot(slot));
        Outbox outbox = new Outbox(router, new AuthoredCommentEvents(payloads, ids, clock));
        OutboxRelay relay = new OutboxRelay(outbox, relayAfterCommit);
        users = new Users(router, ids, clock);
        threads = new Threads(router, ids, clock);
        comments = new Comments(router);
        threadChanges = new ThreadChanges(router, numbers);
        threadEvents = new ThreadEvents(router, threadChanges);
        AfterCommit afterCommit = new AfterCommit(relay, threadEvents);
        authoredComments = new AuthoredComments(router);
        commentWriter = new CommentWriter(
                router, users, new CommentPosting(numbers, clock), new IdempotentRequests(clock), outbox, afterCommit);
        commentEditor = new CommentEditor(router, outbox, afterCommit, numbers, clock);
        outboxSweep = new OutboxSweep(router, outbox, clock);
        actors = List.of(relay, threadEvents, new Sweeper(router, outboxSweep, sweepPause, clock));
    }

    public Users users() {
        return users;
    }

    public Threads threads() {
        return threads;
    }

    public Comments comments() {
        return comments;
    }

    public ThreadChanges threadChanges() {
        return threadChanges;
    }

    public ThreadEvents threadEvents() {
        return threadEvents;
    }

    public AuthoredComments authoredComments() {
        return authoredComments;
    }

    public CommentWriter commentWriter() {
        return commentWriter;
    }

    public CommentEditor commentEditor() {
        return commentEditor;
    }

    public OutboxSweep outboxSweep() {
        return outboxSweep;
    }

    /** What runs on a thread of its own, to be started after and stopped before the router. */
    public List<Actor> actors() {
        return actors;
    }
}
