package dev.tessera.bench;

import java.sql.SQLException;
import java.util.Locale;

/** What is done again and again. */
enum Kind {
    POINT_READ {
        @Override
        void run(Side side, Dataset data) throws SQLException {
            int bucket = data.anyBucket();
            long comment = data.anyComment(bucket);
            check(side.read(bucket, comment).id() == comment);
        }
    },
    PAGE {
        @Override
        void run(Side side, Dataset data) throws SQLException {
            int bucket = data.anyBucket();
            int thread = Dataset.any(Dataset.THREADS);
            check(side.page(bucket, Dataset.threadId(bucket, thread), data.pageStart(bucket, thread))
                            .size()
                    == Dataset.PAGE);
        }
    },
    INSERT {
        @Override
        void run(Side side, Dataset data) throws SQLException {
            side.insert(data.newComment());
        }
    },
    TRANSACTION {
        @Override
        void run(Side side, Dataset data) throws SQLException {
            side.transaction(data.newComment());
        }
    };

    abstract void run(Side side, Dataset data) throws SQLException;

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
