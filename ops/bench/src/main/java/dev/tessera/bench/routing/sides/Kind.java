package dev.tessera.bench.routing.sides;

import java.sql.SQLException;
import java.util.Locale;

/** What is done again and again. */
public enum Kind {
    POINT_READ {
        @Override
        public void run(Side side, Dataset data) throws SQLException {
            int bucket = data.anyBucket();
            long comment = data.anyComment(bucket);
            check(side.read(bucket, comment).id() == comment);
        }
    },
    PAGE {
        @Override
        public void run(Side side, Dataset data) throws SQLException {
            int bucket = data.anyBucket();
            int thread = Dataset.any(Dataset.THREADS);
            check(side.page(bucket, Dataset.threadId(bucket, thread), data.pageStart(bucket, thread))
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
