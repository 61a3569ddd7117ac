package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.RoutingCluster;
import java.sql.SQLException;

/** The sides of the report. */
public enum SideKind {
    RAW("JDBC by hand") {
        @Override
        public Side open(RoutingCluster stage) {
            return new JdbcByHand(stage.access());
        }
    },
    /** The control: what differs between this and {@link #RAW} is noise. */
    RAW_AGAIN("JDBC by hand, again") {
        @Override
        public Side open(RoutingCluster stage) {
            return new JdbcByHand(stage.access());
        }
    },
    JDBI("JDBI by hand") {
        @Override
        public Side open(RoutingCluster stage) {
            return new JdbiByHand(stage.access());
        }
    },
    TESSERA_JDBC("Tessera, JDBC") {
        @Override
        public Side open(RoutingCluster stage) {
            return new TesseraJdbc(stage);
        }
    },
    TESSERA_JDBI("Tessera, JDBI") {
        @Override
        public Side open(RoutingCluster stage) {
            return new TesseraJdbi(stage);
        }
    },
    SHARDING_SPHERE("plain ShardingSphere-JDBC") {
        @Override
        public Side open(RoutingCluster stage) throws SQLException {
            return new PlainShardingSphere(stage.access());
        }
    };

    private final String title;

    SideKind(String title) {
        this.title = title;
    }

    public abstract Side open(RoutingCluster stage) throws SQLException;

    @Override
    public String toString() {
        return title;
    }
}
