package dev.tessera.app.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tessera.app.model.CommentInThread;

/**
 * A comment with the thread that it is in, in a list of comments of many threads.
 *
 * @param comment its fields stand beside {@code thread}
 */
public record CommentInThreadAnswer(@JsonUnwrapped CommentAnswer comment, ThreadOfComment thread)
        implements WireAnswer {

    public record ThreadOfComment(String site, String path, String title) {}

    public static CommentInThreadAnswer of(CommentInThread entry) {
        return new CommentInThreadAnswer(
                CommentAnswer.of(entry.comment()), new ThreadOfComment(entry.site(), entry.path(), entry.title()));
    }
}
