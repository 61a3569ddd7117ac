package dev.tessera.bench.soak.plan;

/** The kind of a fault target. */
public sealed interface FaultTargetKind {
    /** For counting: {@code mysqld}. */
    String kind();

    /** A server. */
    record MysqldTarget(Place place) implements FaultTargetKind {
        @Override
        public String kind() {
            return "mysqld";
        }

        @Override
        public String toString() {
            return "the mysqld of " + place;
        }
    }

    /** Who works at the move that the strike waited for; else the one that has been at work longest. */
    record MoverTarget() implements FaultTargetKind {
        @Override
        public String kind() {
            return "mover";
        }

        @Override
        public String toString() {
            return "the mover";
        }
    }

    /** An agent. */
    record AgentTarget(int number) implements FaultTargetKind {
        @Override
        public String kind() {
            return "agent";
        }

        @Override
        public String toString() {
            return "agent-" + number;
        }
    }

    /** An instance of the app. */
    record AppTarget(int number) implements FaultTargetKind {
        @Override
        public String kind() {
            return "app";
        }

        @Override
        public String toString() {
            return "app-" + number;
        }
    }

    /**
     * The network path between a party and a server.
     *
     * @param party {@code movers}, {@code agent-1}, {@code app-0}, or {@code apps} for all of them
     */
    record Wire(String party, Place place) implements FaultTargetKind {
        @Override
        public String kind() {
            return "network";
        }

        @Override
        public String toString() {
            return "the way from " + party + " to " + place;
        }
    }
}
