package dev.tessera.testbed.workload.client;

import dev.tessera.testbed.workload.http.Answer;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.Call;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.state.CommentTexts;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.KnownComment;
import dev.tessera.testbed.workload.state.StoredComment;
import java.util.Map;
import java.util.function.Consumer;

/** Edits and deletes comments, each by one client at a time. Not thread-safe. */
final class CommentEditorClient {
    private static final int STALE = 412;
    private static final int GONE = 409;

    private final Api api;
    private final ExpectedState expectedState;
    private final Chooser chooser;

    CommentEditorClient(Api api, ExpectedState expectedState, Chooser chooser) {
        this.api = api;
        this.expectedState = expectedState;
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
        long token = expectedState.newToken();
        Answer answer = api.send(patch(comment, token).ifMatch(comment.version()));
        if (answer.isAcknowledged()) {
            comment.edited(token);
            comment.difference(StoredComment.of(answer.json()))
                    .ifPresent(difference -> expectedState.violation(
                            "the answer to an edit of comment " + comment.id() + " " + difference));
        } else if (answer.changedNothing()) {
            expectedState.refused(token, "an edit of comment " + comment.id() + ": " + answer.text());
        } else {
            comment.maybeEdited(token);
        }
    }

    private void delete(KnownComment comment) {
        Answer answer = api.send(Call.delete(comment.slot(), path(comment)).ifMatch(comment.version()));
        if (answer.isAcknowledged()) {
            comment.deleted();
        } else if (!answer.changedNothing()) {
            comment.maybeDeleted();
        }
    }

    private void refuse(KnownComment comment, long version, int status) {
        long token = expectedState.newToken();
        expectedState.refused(token, "an edit of comment " + comment.id() + " that had to be answered with " + status);
        Answer answer = api.send(patch(comment, token).ifMatch(version).mayBeRefused(status));
        if (answer.isAcknowledged()) {
            expectedState.violation("an edit of comment " + comment.id() + " at version " + version
                    + " was taken, where version " + comment.version() + " was acknowledged");
        }
    }

    private static Call patch(KnownComment comment, long token) {
        return Call.send(
                RequestKind.EDIT, comment.slot(), "PATCH", path(comment), Map.of("body", CommentTexts.of(token)));
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
