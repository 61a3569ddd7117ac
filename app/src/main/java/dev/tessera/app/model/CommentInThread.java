package dev.tessera.app.model;

/** A comment, and where it stands: for a list of comments of many threads. */
public record CommentInThread(Comment comment, String site, String path, String title) {}
