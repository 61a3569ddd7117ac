package dev.tessera.bench.ddl;

/**
 * One alteration under one move.
 *
 * @param onCopy on the target's copy; else on the live table of the source
 */
record Trial(Ddl ddl, boolean onCopy, AlterationMoment moment) {
    /** For people: {@code add column on the source, before the fence}. */
    @Override
    public String toString() {
        return ddl + (onCopy ? " on the copy, " : " on the source, ") + moment;
    }
}
