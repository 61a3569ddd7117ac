package dev.tessera.ops.move.session;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.Lease;
import dev.tessera.ops.move.journal.LeaseKeeper;
import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveJournal;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.BucketSession;
import dev.tessera.ops.move.throttle.LoadMonitor;
import dev.tessera.ops.move.throttle.MonitoredServer;
import dev.tessera.ops.move.throttle.MoveThrottle;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The right to work at one move, and everything that is open while somebody does: the lease, the buckets' locks on both servers, the stream.
 * Opening one takes the bucket from whoever worked at it before. Not thread-safe, except for the stop signal.
 */
public final class MoveSession implements AutoCloseable {
    private final Cluster cluster;
    private final MoveOptions options;
    private final MoveProgress progress;
    private final LeaseKeeper keeper;
    private final long moveId;
    private final BucketSession source;
    private final BucketSession target;
    private final MoveThrottle throttle;
    private final HeldLease held;
    private final StepJournal steps;
    private final MoveStreams streams;

    private MoveSession(
            MoverContext context,
            MoveProgress progress,
            LeaseKeeper keeper,
            BucketSession source,
            BucketSession target) {
        this.cluster = context.cluster();
        this.options = context.options();
        this.progress = progress;
        this.keeper = keeper;
        this.moveId = keeper.lease().moveId();
        this.source = source;
        this.target = target;
        this.throttle = new MoveThrottle(moveId);
        this.held = new HeldLease(keeper);
        this.steps = new StepJournal(context, keeper, held);
        this.streams = new MoveStreams(this);
    }

    /**
     * Takes lease and locks. Where a server can't be reached nothing is done at all, and the lease is given back.
     *
     * @throws dev.tessera.ops.move.journal.LeaseHeldException when somebody works at the move
     * @throws dev.tessera.migrations.sql.ServerUnreachableException when source, target or directory can't be reached
     */
    public static MoveSession open(MoverContext context, long moveId, MoveProgress progress) {
        LeaseTerm term = context.options().leaseTerm();
        MoveJournal journal = context.cluster().journal();
        return open(
                context, LeaseKeeper.of(journal, term, () -> journal.acquire(moveId, context.who(), term)), progress);
    }

    /**
     * The same, of a cutover whose mover is gone though its lease still runs.
     *
     * @param seen as it was read before both locks of the bucket were seen free
     * @throws dev.tessera.ops.move.journal.LeaseHeldException when somebody has taken it meanwhile
     */
    public static MoveSession takeOver(MoverContext context, Move seen) {
        LeaseTerm term = context.options().leaseTerm().inCutover();
        MoveJournal journal = context.cluster().journal();
        return open(
                context,
                LeaseKeeper.of(journal, term, () -> journal.takeOver(seen, context.who(), term)),
                new MoveProgress());
    }

    private static MoveSession open(MoverContext context, LeaseKeeper keeper, MoveProgress progress) {
        Cluster cluster = context.cluster();
        MoveOptions options = context.options();
        SessionOpener opening = new SessionOpener(cluster, keeper);
        try {
            Move move = cluster.journal().get(keeper.lease().moveId());
            BucketSession source = opening.open(move.source(), move.ownBuckets());
            // Of buckets that are reorganized where they are: both in one, or the second would end the first.
            BucketSession target =
                    move.target().equals(move.source()) ? source : opening.open(move.target(), move.ownBuckets());
            BucketRegistry registry = new BucketRegistry(target.sql());
            registry.lease(move.moveId(), move.bucket(), keeper.lease().epoch());
            // Whoever kept the originals up to date writes nothing more.
            move.reverses()
                    .ifPresent(reversed -> registry.lease(
                            reversed,
                            move.bucket(),
                            cluster.reverseReplications().revokeStreams(reversed)));
            // An abandoned cutover is recovered at once, with the short lease of a cutover: a recovery that hangs is
            // taken over as soon.
            keeper.change(
                    move.phase() == MovePhase.CUTOVER ? options.leaseTerm().inCutover() : options.leaseTerm(),
                    term -> cluster.journal().recordLocks(keeper.lease(), term));
            return new MoveSession(context, progress, keeper, source, target);
        } catch (ServerUnreachableException e) {
            recordWaitReason(cluster, keeper.lease(), progress, e);
            opening.undo();
            throw e;
        } catch (RuntimeException e) {
            opening.undo();
            throw e;
        }
    }

    /** Without a session nobody writes down what is waited for. */
    private static void recordWaitReason(
            Cluster cluster, Lease lease, MoveProgress progress, ServerUnreachableException why) {
        try {
            cluster.journal().recordProgress(lease, progress.json(), Optional.ofNullable(why.getMessage()));
        } catch (TesseraException alsoAway) {
            why.addSuppressed(alsoAway);
        }
    }

    public Cluster cluster() {
        return cluster;
    }

    public MoveOptions options() {
        return options;
    }

    /** The options of its transfer, with its own throttle. */
    public TransferOptions transferOptions() {
        return options.transfer().withThrottle(options.transfer().throttle().and(throttle));
    }

    public MoveThrottle throttle() {
        return throttle;
    }

    /** Measures the servers from now on, until it is closed, for the throttle. */
    public LoadMonitor watchLoad() {
        Move move = readMove();
        return new LoadMonitor(moveId, throttle, watched(), move.throttle());
    }

    private List<MonitoredServer> watched() {
        return Stream.of(source, target).distinct().map(this::watched).toList();
    }

    private MonitoredServer watched(BucketSession server) {
        return new MonitoredServer(
                server.server(), cluster.config().shard(server.server().shard()).replicas());
    }

    public MoveProgress progress() {
        return progress;
    }

    /** As it stands in the directory now. */
    public Move readMove() {
        return cluster.journal().get(moveId);
    }

    public Lease lease() {
        return keeper.lease();
    }

    public BucketSession source() {
        return source;
    }

    public BucketSession target() {
        return target;
    }

    /** The physical names of the parents' tables, which go. */
    public SortedSet<String> readParentTables() {
        Move move = readMove();
        return names(move, move.parents());
    }

    /** The physical names of the children's tables, which come: of a bucket that is only moved, the same. */
    public SortedSet<String> readChildTables() {
        Move move = readMove();
        return names(move, move.children());
    }

    private SortedSet<String> names(Move move, SortedSet<BucketId> buckets) {
        SortedSet<String> names = new TreeSet<>();
        buckets.forEach(bucket -> names.addAll(cluster.tables().names(bucket, move.schemaVersion())));
        return names;
    }

    /** The children of a reorganization are live: from now on they are moved, reorganized and migrated by others. */
    public void leaveChildren(Move move) {
        if (move.isReorganization()) {
            move.children().forEach(target::release);
        }
    }

    public TransferSpec readTransferSpec() {
        Move move = readMove();
        return new TransferSpec(
                moveId,
                move.bucket(),
                cluster.tables().names(move.bucket(), move.schemaVersion()),
                move.reshape(),
                source.server(),
                BucketTables.LIVE_SCHEMA,
                target.server(),
                move.incomingSchema(),
                OwnSchemas.ofForward(cluster, move),
                lease().epoch());
    }

    /** The stream from the source, and what was compared. */
    public MoveStreams streams() {
        return streams;
    }

    /** Whether this session may go on. */
    public HeldLease heldLease() {
        return held;
    }

    /** Carries out the steps of the move, and writes them down. */
    public StepJournal steps() {
        return steps;
    }

    /**
     * Before clients are made to wait: without the directory nobody could tell them where the bucket is.
     *
     * @throws dev.tessera.migrations.sql.ServerUnreachableException when it doesn't answer
     */
    public void requireDirectory() {
        cluster.journal().get(moveId);
    }

    /** Closes the stream and the locks; the lease is free at once. */
    @Override
    public void close() {
        streams.close();
        SessionOpener.closeQuietly(source);
        if (target != source) {
            SessionOpener.closeQuietly(target);
        }
        keeper.close();
        SessionOpener.releaseQuietly(cluster, lease());
    }
}
