package dev.tessera.model;

/** Small numbers, one a character: the serialized form of a state. */
final class Numbers {
    private final StringBuilder written;
    private int at;

    Numbers() {
        this("");
    }

    Numbers(String text) {
        written = new StringBuilder(text);
    }

    Numbers put(int number) {
        written.append((char) number);
        return this;
    }

    Numbers put(boolean flag) {
        return put(flag ? 1 : 0);
    }

    int next() {
        return written.charAt(at++);
    }

    boolean flag() {
        return next() == 1;
    }

    String rest() {
        return written.substring(at);
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
