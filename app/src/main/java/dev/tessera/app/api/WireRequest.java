package dev.tessera.app.api;

/** A request body. Every field is text and may be missing; core checks it and explains what is wrong. */
public sealed interface WireRequest permits NewUser, NewThread, NewComment, CommentEdit {}
