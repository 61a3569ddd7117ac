package dev.tessera.shardconfig.move;

/**
 * Every act of a mover on a server, and every write of a mover to the directory. Acts that are written down are rows of {@code move_steps}; all of
 * them are points at which a mover can die.
 */
public enum MoveStepName {
    LEDGER_INCOMING("ledger-incoming"),
    INCOMING_TABLES("incoming-tables"),
    START_POSITION("start-position"),
    COPY("copy"),
    VERIFY("verify"),
    LEDGER_FROZEN("ledger-frozen"),
    FROZEN_SCHEMA("frozen-schema"),
    HOME_EPOCH("home-epoch"),
    REGISTRY_OF_TARGET("registry-of-target"),
    DEFINITIONS_KEPT("definitions-kept"),
    CUTOVER_BEGINS("cutover-begins"),
    CUTOVER_ENDS("cutover-ends"),
    CUTOVER_ATTEMPT("cutover-attempt"),
    FENCE("fence"),
    DRAIN("drain"),
    RECHECK("recheck"),
    UNFENCE("unfence"),
    TARGET_LIVE("target-live"),
    SWITCH("switch"),
    PAUSE("pause"),
    FORGET_SCHEMA_AT_SOURCE("forget-schema-at-source"),
    COMPARE_AFTER_SWITCH("compare-after-switch"),
    /** Done: the frozen originals were compared whole with what went live. Until then no migration touches the bucket. */
    COMPARED_WHOLE("compared-whole"),
    REVERSE_REPLICATION_ENDS("reverse-replication-ends"),
    FORGET_HOME_AT_TARGET("forget-home-at-target"),
    DROP_INCOMING("drop-incoming"),
    CLEARED_INCOMING("cleared-incoming"),
    DROP_FROZEN("drop-frozen"),
    CLEARED_FROZEN("cleared-frozen");

    private final String text;

    MoveStepName(String text) {
        this.text = text;
    }

    /** As the journal's column has it, and people read it: {@code compared-whole}. */
    public String text() {
        return text;
    }
}
