package dev.tessera.shardconfig.move;

/** What a row of {@code move_steps} says of its step. */
public enum MoveStepState {
    BEGUN("begun"),
    DONE("done"),
    GIVEN_UP("given-up"),
    MEASURED("measured");

    private final String text;

    MoveStepState(String text) {
        this.text = text;
    }

    /** As the journal's column has it: {@code given-up}. */
    public String text() {
        return text;
    }
}
