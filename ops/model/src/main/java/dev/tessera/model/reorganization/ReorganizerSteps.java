package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Steps;
import dev.tessera.model.reorganization.ReorganizerState.At;
import java.util.function.Consumer;

/** The possible steps of one process that works at the reorganization. Each is one action on the shard, or one write to the directory. */
final class ReorganizerSteps {
    private final ReorganizationWorld world;
    private final int index;
    private final ReorganizerState mover;
    private final ModelServer shard;
    private final ModelDirectory directory;
    private final Steps<ReorganizationWorld> steps;

    private ReorganizerSteps(ReorganizationWorld world, int index, Steps<ReorganizationWorld> steps) {
        this.world = world;
        this.index = index;
        this.steps = steps;
        mover = world.movers[index];
        shard = world.servers[ReorganizationWorld.A];
        directory = world.directory;
    }

    static void of(ReorganizationWorld world, Steps<ReorganizationWorld> steps) {
        for (int i = 0; i < world.movers.length; i++) {
            new ReorganizerSteps(world, i, steps).add();
        }
    }

    private void add() {
        switch (mover.at) {
            case IDLE -> acquire();
            case LEASED -> step("locks parents and children", ReorganizerSteps::lock);
            case WORKING -> work();
            case GOING_BACK ->
                onShard("renames the parents back", At.BACK, me -> me.shard.out.rename(me.shard.live, me.parents()));
            case BACK -> onDirectory("publishes that nothing has changed", At.WORKING, ReorganizerSteps::publishBack);
            case ANNOUNCED ->
                onShard("writes the children's epoch down", At.EPOCH_WRITTEN, ReorganizerSteps::writeEpoch);
            case EPOCH_WRITTEN -> onShard("sends the fence", At.FENCE_SENT, me -> me.send(SentRename.fence(me.world)));
            case FENCE_SENT -> fenceAnswered();
            case DRAINING -> drain();
            case LIVE_SENT -> liveAnswered();
            case LIVE -> publish();
            case HALF_PUBLISHED -> onDirectory("publishes the children", At.IDLE, ReorganizerSteps::publishChildren);
        }
    }

    private void acquire() {
        boolean open = directory.phase == ModelDirectory.TRANSFERRING || directory.phase == ModelDirectory.CUTOVER;
        if (open && directory.holder == ReorganizationWorld.NOBODY) {
            step("takes the lease", me -> {
                me.world.endLeases();
                me.directory.holder = me.number();
                me.mover.current = true;
                me.mover.at = At.LEASED;
            });
        }
    }

    /** Ends the sessions of all who have one of the locks, and what they have under way. A server that isn't known is left alone. */
    private void lock() {
        if (!shard.accepted) {
            end();
            return;
        }
        world.endReorganizerSessions();
        world.childMover.session[ReorganizationWorld.A] = false;
        shard.forgetInFlight();
        mover.session = true;
        mover.at = At.WORKING;
    }

    private void work() {
        if (directory.phase == ModelDirectory.TRANSFERRING && shard.live.hasAll(parents())) {
            transfer();
        } else if (directory.phase == ModelDirectory.TRANSFERRING || directory.phase == ModelDirectory.CUTOVER) {
            step("looks what is live where", me -> {
                switch (ModelEvidence.of(me.world)) {
                    case BACK -> me.mover.at = At.GOING_BACK;
                    case OVER -> me.mover.at = At.BACK;
                    case FORWARD -> me.mover.at = At.LIVE;
                    case UNDECIDED -> me.end();
                }
            });
        } else {
            step("has nothing to do", ReorganizerSteps::end);
        }
    }

    private void transfer() {
        if (!shard.in.hasAll(children())) {
            onShard("copies the rows", At.WORKING, me -> {
                for (int slot = 0; slot < me.world.form.slots(); slot++) {
                    me.shard.in.write(me.world.form.childOf(slot), slot, me.original(slot));
                }
            });
        } else if (!replay()) {
            onDirectory("begins the cutover", At.ANNOUNCED, ReorganizerSteps::announce);
        }
    }

    /** What the parents have, wherever they stand, and the children lack. */
    private boolean replay() {
        boolean behind = false;
        for (int i = 0; i < world.form.slots(); i++) {
            int slot = i;
            int child = world.form.childOf(slot);
            if (shard.in.has(child) && original(slot) != shard.in.row(child, slot)) {
                onShard(
                        "replays events of slot " + slot,
                        mover.at,
                        me -> me.shard.in.write(child, slot, me.original(slot)));
                behind = true;
            }
        }
        return behind;
    }

    private int original(int slot) {
        int parent = world.form.parentOf(slot);
        return (shard.live.has(parent) ? shard.live : shard.out).row(parent, slot);
    }

    /** An epoch that was decided before and published nowhere is taken again, or there would be no end of epochs. */
    private void announce() {
        int parents = world.bounds.has(ReorganizationBug.EPOCH_DECIDED_BY_NAME) ? 0 : highestEpoch(parents());
        int children = highestEpoch(children());
        boolean again = directory.decidedEpoch > parents && directory.decidedEpoch >= children;
        directory.decidedEpoch = again ? directory.decidedEpoch : Math.max(parents, children) + 1;
        mover.epoch = directory.decidedEpoch;
        directory.phase = ModelDirectory.CUTOVER;
        directory.between = true;
    }

    private int highestEpoch(int... buckets) {
        int highest = 0;
        for (int bucket : buckets) {
            highest = Math.max(highest, directory.epoch[bucket]);
            for (ModelServer server : world.servers) {
                highest = Math.max(highest, server.registry[bucket]);
            }
        }
        return highest;
    }

    private void writeEpoch() {
        for (int child : children()) {
            shard.remember(child, mover.epoch, true);
        }
    }

    private void send(int rename) {
        shard.inFlight = rename;
        shard.inFlightOf = number();
    }

    private void fenceAnswered() {
        if (shard.inFlightOf == number()) {
            return;
        }
        if (SentRename.isOfOne(SentRename.fence(world)) && shard.out.hasAny(parents())) {
            onShard("sends the next fence", At.FENCE_SENT, me -> me.send(SentRename.fence(me.world)));
        } else {
            boolean lives = shard.live.hasAny(parents());
            onShard("hears of its fence", lives ? At.BACK : At.DRAINING, me -> {});
        }
    }

    /** The frontier is what the frozen parents have. */
    private void drain() {
        boolean replays = replay();
        if (!replays || world.bounds.has(ReorganizationBug.CHILDREN_LIVE_BEFORE_DRAIN)) {
            onShard("sends the children's RENAME", At.LIVE_SENT, me -> me.send(SentRename.goesLive(me.world)));
        }
        step("gives the fence back", me -> me.mover.at = At.GOING_BACK);
    }

    private void liveAnswered() {
        if (shard.inFlightOf == number()) {
            return;
        }
        if (SentRename.isOfOne(SentRename.goesLive(world)) && shard.live.hasAny(children())) {
            onShard("sends the next child's RENAME", At.LIVE_SENT, me -> me.send(SentRename.goesLive(me.world)));
        } else {
            onShard("hears of the children's RENAME", shard.live.hasAll(children()) ? At.LIVE : At.WORKING, me -> {});
        }
    }

    private void publish() {
        if (world.bounds.has(ReorganizationBug.PUBLISHED_IN_TWO_TRANSACTIONS)) {
            onDirectory("deletes the parents' placements", At.HALF_PUBLISHED, me -> {
                for (int parent : me.parents()) {
                    me.directory.remove(parent);
                }
            });
        } else {
            onDirectory("publishes the children", At.IDLE, ReorganizerSteps::publishChildren);
        }
    }

    private void publishChildren() {
        ModelPublication.publish(world, children());
        directory.between = false;
        directory.phase = ModelDirectory.SWITCHED;
        end();
    }

    private void publishBack() {
        directory.between = false;
        directory.phase = ModelDirectory.TRANSFERRING;
    }

    private void end() {
        if (mover.current) {
            directory.holder = ReorganizationWorld.NOBODY;
        }
        mover.end();
    }

    private int[] parents() {
        return world.form.parents();
    }

    private int[] children() {
        return world.form.children();
    }

    private int number() {
        return index + 1;
    }

    private void onDirectory(String name, At next, Consumer<ReorganizerSteps> act) {
        step(name, me -> me.orEnd(me.mover.current, next, act));
    }

    private void onShard(String name, At next, Consumer<ReorganizerSteps> act) {
        step(name, me -> me.orEnd(me.mover.session, next, act));
    }

    private void orEnd(boolean may, At next, Consumer<ReorganizerSteps> act) {
        if (may) {
            mover.at = next;
            act.accept(this);
        } else {
            end();
        }
    }

    private void step(String name, Consumer<ReorganizerSteps> act) {
        steps.add("mover " + number() + " " + name, after -> act.accept(new ReorganizerSteps(after, index, steps)));
    }
}
