package dev.tessera.app.api;

/** A body that is sent to a client. */
public sealed interface WireAnswer
        permits UserAnswer,
                ThreadAnswer,
                CommentAnswer,
                CommentInThreadAnswer,
                PageAnswer,
                ThreadPageAnswer,
                ChangesAnswer {}
