package dev.tessera.testbed.workload.http;

/** What a request is for. */
public enum RequestKind {
    SIGN_UP,
    PROFILE,
    THREAD,
    CREATE,
    REPLY,
    REPEAT,
    EDIT,
    DELETE,
    READ,
    THREAD_PAGE,
    AUTHOR_PAGE,
    POLL
}
