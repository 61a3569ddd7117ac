package dev.tessera.bench.ddl;

import java.util.Locale;

/** What somebody does to a table, and how it is undone. */
enum Ddl {
    ADD_COLUMN("users", "add column c int default 7", "drop column c", "`c` int DEFAULT '7'"),
    DROP_COLUMN(
            "threads",
            "drop column title",
            "add column title varchar(500) character set utf8mb4 collate utf8mb4_0900_bin not null after path",
            "`title` varchar(500)"),
    TYPE(
            "users",
            "modify display_name varchar(400) character set utf8mb4 collate utf8mb4_0900_bin not null",
            "modify display_name varchar(200) character set utf8mb4 collate utf8mb4_0900_bin not null",
            "`display_name` varchar(400)"),
    INDEX("comments", "add key by_author (author_id)", "drop key by_author", "KEY `by_author`"),
    UNIQUE_INDEX("users", "add unique key by_name (display_name, user_id)", "drop key by_name", "UNIQUE KEY `by_name`"),
    COLLATION(
            "threads",
            "modify title varchar(500) character set utf8mb4 collate utf8mb4_general_ci not null",
            "modify title varchar(500) character set utf8mb4 collate utf8mb4_0900_bin not null",
            "utf8mb4_general_ci"),
    CHECK(
            "comments",
            "add constraint positive check (version > 0)",
            "drop check positive",
            "CONSTRAINT `positive` CHECK"),
    TRIGGER("users", "", "", "TRIGGER `shouting` BEFORE INSERT"),
    DEFAULT(
            "users",
            "alter column role set default 'nobody'",
            "alter column role set default 'user'",
            "DEFAULT 'nobody'"),
    COMMENT("outbox", "comment = 'for nobody'", "comment = ''", "COMMENT='for nobody'");

    private final String table;
    private final String change;
    private final String undo;
    private final String named;

    /** @param named what a refusal must say of it */
    Ddl(String table, String change, String undo, String named) {
        this.table = table;
        this.change = change;
        this.undo = undo;
        this.named = named;
    }

    /** Of which table, by its logical name. */
    String table() {
        return table;
    }

    String named() {
        return named;
    }

    /** What a dry run must say of it: triggers it refuses whatever they are. */
    String namedBefore() {
        return this == TRIGGER ? "trigger shouting on " : named;
    }

    String sql(String schema, String physical) {
        return this == TRIGGER
                ? "create trigger " + schema + ".shouting before insert on " + schema + "." + physical
                        + " for each row set new.role = upper(new.role)"
                : "alter table " + schema + "." + physical + " " + change;
    }

    String undo(String schema, String physical) {
        return this == TRIGGER
                ? "drop trigger " + schema + ".shouting"
                : "alter table " + schema + "." + physical + " " + undo;
    }

    /** For people: {@code add column}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
