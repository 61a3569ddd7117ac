package dev.tessera.model.checker;

/** Small numbers, one a character: the serialized form of a state. */
public final class Numbers {
    private final StringBuilder written;
    private int at;

    public Numbers() {
        this("");
    }

    public Numbers(String text) {
        written = new StringBuilder(text);
    }

    public Numbers put(int number) {
        written.append((char) number);
        return this;
    }

    public Numbers put(boolean flag) {
        return put(flag ? 1 : 0);
    }

    public int next() {
        return written.charAt(at++);
    }

    public boolean flag() {
        return next() == 1;
    }

    public String rest() {
        return written.substring(at);
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
