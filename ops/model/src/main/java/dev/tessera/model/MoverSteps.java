package dev.tessera.model;

import dev.tessera.model.MoverState.At;
import dev.tessera.model.checker.Steps;
import java.util.function.Consumer;

/** The possible steps of one process that works at the move. Each step is one action on one server, or one write to the directory. */
final class MoverSteps {
    private final World world;
    private final int index;
    private final MoverState mover;
    private final Steps<World> steps;

    private MoverSteps(World world, int index, Steps<World> steps) {
        this.world = world;
        this.index = index;
        this.mover = world.movers[index];
        this.steps = steps;
    }

    static void of(World world, Steps<World> steps) {
        for (int i = 0; i < world.movers.length; i++) {
            new MoverSteps(world, i, steps).add();
        }
    }

    private void add() {
        switch (mover.at) {
            case IDLE -> {
                acquire();
                takeOver();
            }
            case LEASED -> step("locks the bucket at the source", me -> me.lock(me.sourceNumber(), At.SOURCE_LOCKED));
            case SOURCE_LOCKED -> step("locks the bucket at the target", MoverSteps::lockTarget);
            case LOCKED ->
                onDirectory("says that it has both locks", me -> {
                    me.world.directory.locked = true;
                    me.mover.at = At.WORKING;
                });
            case WORKING -> work();
            case RECOVERING -> onServers("looks what is live where", MoverSteps::recover);
            case GOING_BACK -> onSource("renames the source back", MoverSteps::unfence);
            case BACK ->
                onDirectory("publishes that nothing has moved", me -> {
                    me.world.directory.between = false;
                    me.mover.at = At.RECOVERED;
                });
            case RECOVERED -> decideEpoch();
            case EPOCH_DECIDED ->
                onTarget("writes the epoch down at the target", me -> {
                    me.target().homeEpoch = me.world.directory.decidedEpoch;
                    me.mover.at = At.EPOCH_AT_TARGET;
                });
            case EPOCH_AT_TARGET -> announce();
            case ANNOUNCED -> onSource("sends the fence", me -> me.send(me.source(), ModelShard.FENCE, At.FENCE_SENT));
            case FENCE_SENT -> fenceAnswered();
            case FENCED ->
                onSource("reads the frontier", me -> {
                    me.mover.frontier = me.source().executed();
                    me.mover.at = At.DRAINING;
                });
            case DRAINING -> drain();
            case DRAINED ->
                onTarget("reads what the target has executed", me -> {
                    me.mover.position = me.target().executed();
                    me.mover.at = At.POSITION_READ;
                });
            case POSITION_READ ->
                onTarget(
                        "sends the RENAME that makes the target live",
                        me -> me.send(me.target(), me.goesLive(), At.LIVE_SENT));
            case LIVE_SENT -> liveAnswered();
            case LIVE -> onDirectory("publishes the switch", me -> me.publish(me.positionOfLive()));
        }
    }

    private void acquire() {
        if (world.directory.phase != DirectoryState.SWITCHED && world.directory.holder == ModelShard.NOBODY) {
            step("takes the lease", me -> me.lease());
        }
    }

    private void lease() {
        for (MoverState other : world.movers) {
            other.current = false;
        }
        world.directory.holder = number();
        world.directory.locked = false;
        mover.current = true;
        mover.move = world.directory.move;
        mover.at = At.LEASED;
    }

    /** An agent finds both locks of a cutover free: its holder can rename nothing any more, however long its lease lasts. */
    private void takeOver() {
        DirectoryState directory = world.directory;
        if (directory.phase != DirectoryState.CUTOVER || !directory.between || directory.holder == ModelShard.NOBODY) {
            return;
        }
        boolean source = !world.isLocked(World.sourceOf(directory.move));
        boolean target = !world.isLocked(1 - World.sourceOf(directory.move));
        boolean oneIsEnough = world.bounds.has(Bug.TAKEN_OVER_BY_ONE_FREE_LOCK);
        boolean free = oneIsEnough ? source || target : source && target;
        if (free && (directory.locked || world.bounds.has(Bug.TAKEN_OVER_BEFORE_ITS_LOCKS))) {
            step("sees free locks and takes the lease", me -> me.rob());
        }
        if (source && directory.locked && world.bounds.has(Bug.UNASKED_LOCK_TAKEN_FOR_FREE)) {
            step("takes the lease though the target can't be asked", me -> {
                me.lease();
                me.lock(me.sourceNumber(), At.GOING_BACK);
            });
        }
    }

    private void rob() {
        world.robbed = world.movers[world.directory.holder - 1].isAtWork();
        lease();
    }

    /** Ends the session of whoever has the lock, and what it has under way. */
    private void lock(int number, At next) {
        ModelShard server = world.servers[number];
        if (!world.bounds.has(Bug.DDL_OUTSIDE_THE_LOCKED_SESSION)) {
            for (MoverState other : world.movers) {
                other.session[number] = false;
            }
            // Whatever is under way was sent by a session before this one, also of this process before it died.
            server.forgetInFlight();
        }
        mover.session[number] = true;
        mover.at = next;
    }

    private void lockTarget() {
        lock(targetNumber(), At.LOCKED);
        target().mover = number();
        if (isReverse()) {
            world.directory.stream = ModelShard.NOBODY;
            target().stream = ModelShard.NOBODY;
        }
    }

    private void work() {
        if (world.directory.phase == DirectoryState.CUTOVER) {
            step("finds a cutover", me -> me.mover.at = At.RECOVERING);
        } else if (world.directory.phase == DirectoryState.SWITCHED || target().isLive()) {
            step("has nothing to do", MoverSteps::end);
        } else {
            transfer();
            if (isReverse() && !world.givenUp) {
                onDirectory("is told to give the reverse up", MoverSteps::giveUp);
            }
        }
    }

    private void transfer() {
        boolean begun = isReverse() || world.directory.start != ModelShard.NONE;
        if (!begun && incoming() != ModelShard.EMPTY) {
            onTarget("makes the tables", me -> me.rows(m -> m.incoming(ModelShard.EMPTY, 0)));
        } else if (!begun) {
            onDirectory(
                    "writes down where the replay begins",
                    me -> me.world.directory.start = me.source().executed());
        } else if (incoming() == ModelShard.EMPTY && source().isLive()) {
            onTarget("copies the row", me -> me.rows(m -> m.incoming(m.source().live, m.world.directory.start)));
        } else if (incoming() >= ModelShard.NONE) {
            // Of a move that went on after the backup was made.
            step("can't go on", MoverSteps::end);
        } else if (!replay()) {
            cutover();
        }
    }

    private void cutover() {
        boolean intent = !world.bounds.has(Bug.INTENT_MISSING);
        onDirectory("goes to its cutover", me -> {
            me.world.directory.phase = intent ? DirectoryState.CUTOVER : me.world.directory.phase;
            me.mover.at = intent ? At.RECOVERING : At.RECOVERED;
        });
    }

    /** The next event of the source, whatever this process has in memory: the position is read and written with the rows. */
    private boolean replay() {
        int event = source().eventAfter(incomingPosition());
        if (event != 0 && incoming() < ModelShard.NONE) {
            onTarget("replays an event", me -> me.rows(m -> m.incoming(event, event)));
            return true;
        }
        return false;
    }

    private void rows(Consumer<MoverSteps> write) {
        if (target().mover == number() || world.bounds.has(Bug.ROWS_WITHOUT_LEASE)) {
            write.accept(this);
        } else {
            end();
        }
    }

    private void recover() {
        boolean back = world.bounds.has(Bug.BACK_ALTHOUGH_TARGET_IS_LIVE) && source().out != ModelShard.NONE;
        if (target().isLive() && !back) {
            mover.position =
                    world.bounds.has(Bug.REVERSE_POSITION_READ_LATE) ? target().executed() : world.directory.position;
            mover.at = At.LIVE;
        } else if (source().isLive()) {
            mover.at = At.BACK;
        } else if (mayGoBack()) {
            mover.at = At.GOING_BACK;
        } else {
            end();
        }
    }

    /** The copy that never went live still stands: else the bucket lived there and went on from there, and these originals are old. */
    private boolean mayGoBack() {
        boolean copyStands = incoming() < ModelShard.NONE || world.bounds.has(Bug.BACK_WITHOUT_THE_COPY);
        return source().out != ModelShard.NONE && copyStands;
    }

    private void unfence() {
        ModelShard source = source();
        if (!source.isLive()) {
            source.live = source.out;
            source.out = ModelShard.NONE;
        }
        mover.at = At.BACK;
    }

    private void decideEpoch() {
        if (incoming() >= ModelShard.NONE) {
            // A directory that was restored speaks of a cutover whose copy is gone.
            onDirectory("has nothing to make live", MoverSteps::stop);
            return;
        }
        onDirectory("decides the new home's epoch", me -> {
            int seen = Math.max(me.world.directory.epoch, me.source().homeEpoch);
            // Decided before and published nowhere: taken again, or there would be no end of epochs.
            boolean decided = me.world.directory.decidedEpoch > seen;
            me.world.directory.decidedEpoch =
                    decided ? me.world.directory.decidedEpoch : Math.max(seen, me.target().homeEpoch) + 1;
            me.mover.at = At.EPOCH_DECIDED;
        });
    }

    private void announce() {
        onDirectory("publishes the cutover", me -> {
            me.world.directory.between = true;
            me.world.directory.position = me.target().executed();
            me.mover.at = At.ANNOUNCED;
        });
    }

    private void send(ModelShard server, int rename, At next) {
        server.inFlight = rename;
        server.inFlightOf = number();
        mover.at = next;
    }

    private void fenceAnswered() {
        if (source().inFlightOf != number() && source().isLive() && source().out != ModelShard.NONE) {
            onDirectory("hears that originals of its number stand there", MoverSteps::stop);
        } else if (source().inFlightOf != number()) {
            onSource("hears of its fence", me -> me.mover.at = me.source().isLive() ? At.BACK : At.FENCED);
        }
    }

    private void drain() {
        boolean replays = replay();
        boolean everything = incomingPosition() >= mover.frontier && !replays;
        if (everything || world.bounds.has(Bug.TARGET_LIVE_BEFORE_DRAIN)) {
            step("has everything", me -> me.mover.at = At.DRAINED);
        }
        step("gives the fence back", me -> me.mover.at = At.GOING_BACK);
    }

    private void liveAnswered() {
        if (target().inFlightOf != number()) {
            onTarget(
                    "hears of the target's RENAME",
                    me -> me.mover.at = me.target().isLive() ? At.LIVE : At.RECOVERING);
        }
    }

    private int positionOfLive() {
        return world.bounds.has(Bug.REVERSE_POSITION_READ_LATE) ? target().executed() : mover.position;
    }

    private void publish(int position) {
        DirectoryState directory = world.directory;
        if (directory.epoch < directory.decidedEpoch) {
            directory.home = targetNumber();
            directory.epoch = directory.decidedEpoch;
        }
        directory.between = false;
        directory.phase = DirectoryState.SWITCHED;
        directory.position = position;
        directory.reverseReplication = mover.move == 1;
        source().outPosition = position;
        end();
    }

    /** Of a reverse: the reverse replication is open as it was. */
    private void giveUp() {
        world.givenUp = true;
        world.directory.move = 1;
        world.directory.phase = DirectoryState.SWITCHED;
        world.directory.reverseReplication = true;
        end();
    }

    /** For a person to look at; the bucket is served where it is. */
    private void stop() {
        world.directory.phase = DirectoryState.TRANSFERRING;
        world.directory.between = false;
        end();
    }

    private void end() {
        if (mover.current) {
            world.directory.holder = ModelShard.NOBODY;
            mover.current = false;
        }
        mover.end();
    }

    private ModelShard source() {
        return world.servers[sourceNumber()];
    }

    private ModelShard target() {
        return world.servers[targetNumber()];
    }

    private int sourceNumber() {
        return World.sourceOf(mover.move);
    }

    private int targetNumber() {
        return 1 - sourceNumber();
    }

    private boolean isReverse() {
        return world.isReverse(mover.move);
    }

    private int goesLive() {
        return isReverse() ? ModelShard.ORIGINALS_GO_LIVE : ModelShard.COPY_GOES_LIVE;
    }

    private int incoming() {
        return isReverse() ? target().out : target().in;
    }

    private int incomingPosition() {
        return isReverse() ? target().outPosition : target().inPosition;
    }

    private void incoming(int version, int position) {
        if (isReverse()) {
            target().out = version;
            target().outPosition = position;
        } else {
            target().in = version;
            target().inPosition = position;
        }
    }

    private int number() {
        return index + 1;
    }

    private void onDirectory(String name, Consumer<MoverSteps> act) {
        step(name, me -> me.orEnd(me.mover.current, act));
    }

    private void onSource(String name, Consumer<MoverSteps> act) {
        step(name, me -> me.orEnd(me.hasSession(me.sourceNumber()), act));
    }

    private void onTarget(String name, Consumer<MoverSteps> act) {
        step(name, me -> me.orEnd(me.hasSession(me.targetNumber()), act));
    }

    private void onServers(String name, Consumer<MoverSteps> act) {
        step(name, me -> me.orEnd(me.hasSession(World.A) && me.hasSession(World.B), act));
    }

    private boolean hasSession(int number) {
        return mover.session[number] || world.bounds.has(Bug.DDL_OUTSIDE_THE_LOCKED_SESSION);
    }

    private void orEnd(boolean may, Consumer<MoverSteps> act) {
        if (may) {
            act.accept(this);
        } else {
            end();
        }
    }

    private void step(String name, Consumer<MoverSteps> act) {
        steps.add("mover " + number() + " " + name, after -> act.accept(new MoverSteps(after, index, steps)));
    }
}
