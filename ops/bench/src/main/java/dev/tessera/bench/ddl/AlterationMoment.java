package dev.tessera.bench.ddl;

/** When it happens: the milestone of the mover, and how it is called. */
enum AlterationMoment {
    COPYING("copy:before-act", "before the copy"),
    CATCHING_UP("phase-CATCHING_UP:after-journal", "in the catch-up"),
    CUTOVER("phase-CUTOVER:after-journal", "before the fence"),
    FENCE("fence:before-act", "as the fence is taken");

    private final String milestone;
    private final String words;

    AlterationMoment(String milestone, String words) {
        this.milestone = milestone;
        this.words = words;
    }

    String milestone() {
        return milestone;
    }

    @Override
    public String toString() {
        return words;
    }
}
