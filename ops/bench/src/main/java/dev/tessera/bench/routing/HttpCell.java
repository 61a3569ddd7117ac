package dev.tessera.bench.routing;

import dev.tessera.bench.routing.http.HttpSide;

/** What was measured over HTTP at one number of connections. CPU is the serving JVM's. */
record HttpCell(int threads, Rounds<HttpSide> rounds) {
    @Override
    public String toString() {
        return threads + (threads == 1 ? " connection" : " connections");
    }
}
