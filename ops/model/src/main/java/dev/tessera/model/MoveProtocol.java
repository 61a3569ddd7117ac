package dev.tessera.model;

import dev.tessera.model.checker.Protocol;
import dev.tessera.model.checker.Steps;
import java.util.List;
import java.util.Optional;

/** The protocol of a move, and its invariants. */
public final class MoveProtocol implements Protocol<World> {
    private final Bounds bounds;

    public MoveProtocol(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public World first() {
        return new World(bounds);
    }

    @Override
    public String write(World state) {
        return state.write();
    }

    @Override
    public World read(String state) {
        return World.read(bounds, state);
    }

    @Override
    public List<ProtocolStep<World>> next(World state) {
        Steps<World> steps = new Steps<>(state, World::copy);
        ClientSteps.of(state, steps);
        MoverSteps.of(state, steps);
        StreamSteps.of(state, steps);
        ServerSteps.of(state, steps);
        OperatorSteps.of(state, steps);
        return steps.all();
    }

    @Override
    public Optional<String> wrong(World state) {
        if (state.servers[World.A].serves() && state.servers[World.B].serves()) {
            return Optional.of("two homes");
        }
        for (ModelShard server : state.servers) {
            if (server.serves() && server.live != state.acknowledged) {
                return Optional.of("the home has version " + server.live + ", and " + state.acknowledged
                        + " was acknowledged: a write is lost, and a read would be stale");
            }
        }
        if (state.robbed) {
            return Optional.of("a mover at work was taken over while its lease ran");
        }
        return state.smallerAdopted ? Optional.of("a router went back to a smaller epoch") : Optional.empty();
    }

    /** Served at one home, the directory says so, and every router knows or may hear of it. */
    @Override
    public boolean isGood(World state) {
        ModelShard home = state.servers[state.directory.home];
        if (!home.serves() || state.directory.between) {
            return false;
        }
        for (int i = 0; i < state.knownHome.length; i++) {
            boolean knows = state.knownHome[i] == state.directory.home;
            if (!knows && state.knownEpoch[i] >= state.directory.epoch) {
                return false;
            }
        }
        return true;
    }
}
