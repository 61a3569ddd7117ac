package dev.tessera.app.api;

/** A body that a client sends. Every field is text and may be missing: what it must be is said in words, by core. */
public sealed interface WireRequest permits NewUser, NewThread, NewComment, CommentEdit {}
