package dev.tessera.testbed.workload.http;

/** Status and body, as bytes came over the wire. Never changed once it is made. */
@SuppressWarnings("ArrayRecordComponent")
record HttpAnswer(int status, byte[] body) {}
