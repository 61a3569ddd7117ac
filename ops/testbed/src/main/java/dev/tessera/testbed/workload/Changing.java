package dev.tessera.testbed.workload;

import java.util.Map;
import java.util.function.Consumer;

/** Edits and deletes comments, each by one client at a time. For one thread. */
final class Changing {
    private static final int STALE = 412;
    private static final int GONE = 409;

    private final Api api;
    private final Ledger ledger;
    private final Chooser chooser;

    Changing(Api api, Ledger ledger, Chooser chooser) {
        this.api = api;
        this.ledger = ledger;
        this.chooser = chooser;
    }

    void edit() {
        onChangeable(this::edit);
    }

    void delete() {
        onChangeable(this::delete);
    }

    /** With the version before the last, which is refused. */
    void editStale() {
        onChangeable(comment -> refuse(comment, comment.version() - 1, STALE));
    }

    void editDeleted() {
        onClaimed(comment -> {
            if (comment.isSurelyDeleted()) {
                refuse(comment, comment.version(), GONE);
            }
        });
    }

    private void edit(KnownComment comment) {
        long token = ledger.newToken();
        Answer answer = api.send(patch(comment, token).ifMatch(comment.version()));
        if (answer.isAcknowledged()) {
            comment.edited(token);
            comment.difference(StoredComment.of(answer.json()))
                    .ifPresent(difference ->
                            ledger.violation("the answer to an edit of comment " + comment.id() + " " + difference));
        } else if (answer.changedNothing()) {
            ledger.refused(token, "an edit of comment " + comment.id() + ": " + answer.text());
        } else {
            comment.maybeEdited(token);
        }
    }

    private void delete(KnownComment comment) {
        Answer answer = api.send(Call.delete(comment.bucket(), path(comment)).ifMatch(comment.version()));
        if (answer.isAcknowledged()) {
            comment.deleted();
        } else if (!answer.changedNothing()) {
            comment.maybeDeleted();
        }
    }

    private void refuse(KnownComment comment, long version, int status) {
        long token = ledger.newToken();
        ledger.refused(token, "an edit of comment " + comment.id() + " that had to be answered with " + status);
        Answer answer = api.send(patch(comment, token).ifMatch(version).mayBeRefused(status));
        if (answer.isAcknowledged()) {
            ledger.violation("an edit of comment " + comment.id() + " at version " + version
                    + " was taken, where version " + comment.version() + " was acknowledged");
        }
    }

    private static Call patch(KnownComment comment, long token) {
        return Call.send(RequestKind.EDIT, comment.bucket(), "PATCH", path(comment), Map.of("body", Texts.of(token)));
    }

    private static String path(KnownComment comment) {
        return "/v1/comments/" + comment.id();
    }

    private void onChangeable(Consumer<KnownComment> act) {
        onClaimed(comment -> {
            if (comment.isChangeable()) {
                act.accept(comment);
            }
        });
    }

    private void onClaimed(Consumer<KnownComment> act) {
        chooser.claimed().ifPresent(comment -> {
            try {
                act.accept(comment);
            } finally {
                comment.release();
            }
        });
    }
}
