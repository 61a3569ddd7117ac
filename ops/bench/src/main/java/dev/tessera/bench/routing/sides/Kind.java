package dev.tessera.bench.routing.sides;

import java.sql.SQLException;
import java.util.Locale;

/** What is done again and again. */
public enum Kind {
    POINT_READ {
        @Override
        public void run(Side side, Dataset data) throws SQLException {
            int slot = data.anySlot();
            long comment = data.anyComment(slot);
            check(side.read(slot, comment).id() == comment);
        }
    },
    PAGE {
        @Override
        public void run(Side side, Dataset data) throws SQLException {
            int slot = data.anySlot();
            int thread = Dataset.any(Dataset.THREADS);
            check(side.page(slot, Dataset.threadId(slot, thread), data.pageStart(slot, thread))
                            .size()
                    == Dataset.PAGE);
        }
    },
    INSERT {
        @Override
        public void run(Side side, Dataset data) throws SQLException {
            side.insert(data.newComment());
        }
    },
    TRANSACTION {
        @Override
        public void run(Side side, Dataset data) throws SQLException {
            side.transaction(data.newComment());
        }
    };

    public abstract void run(Side side, Dataset data) throws SQLException;

    /** A side that answers something else must not look fast. */
    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("a wrong answer");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
