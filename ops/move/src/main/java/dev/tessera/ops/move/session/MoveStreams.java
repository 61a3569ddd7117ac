package dev.tessera.ops.move.session;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.transfer.CatchUp;
import dev.tessera.ops.move.transfer.Verification;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stream from the source of one move, and what was compared with it open. Used by one thread, {@link #openCatchUp} by any.
 */
public final class MoveStreams implements AutoCloseable {
    private final MoveSession session;
    private volatile @Nullable CatchUp catchUp;
    private @Nullable Verification verification;

    MoveStreams(MoveSession session) {
        this.session = session;
    }

    /** The stream from the source, opened when it is first asked for and never again inside a pause. */
    public CatchUp catchUp() {
        CatchUp open = catchUp;
        if (open == null) {
            open = start(session.readMove());
            catchUp = open;
        }
        return open;
    }

    private CatchUp start(Move move) {
        String from = move.startGtidSet()
                .orElseThrow(() -> new IllegalStateException("move " + move.moveId() + " has not begun to copy"));
        long serverId = StreamIds.forward(move.moveId());
        return move.reverses().isPresent()
                ? CatchUp.follow(
                        session.readTransferSpec(),
                        from,
                        serverId,
                        session.transferOptions(),
                        session.heldLease().stopSignal(),
                        session.progress())
                : CatchUp.start(
                        session.readTransferSpec(),
                        from,
                        serverId,
                        session.transferOptions(),
                        session.heldLease().stopSignal(),
                        session.progress());
    }

    /** The stream, if it was opened. May be asked for by any thread, for what a closed one still answers. */
    public Optional<CatchUp> openCatchUp() {
        return Optional.ofNullable(catchUp);
    }

    /** Remembers which keys were written since they were compared, for as long as the session lasts. */
    public Verification verification() {
        Verification open = verification;
        if (open == null) {
            open = new Verification(
                    session.readTransferSpec(),
                    catchUp(),
                    session.transferOptions(),
                    session.heldLease().stopSignal(),
                    session.progress());
            verification = open;
        }
        return open;
    }

    /** True when every row was compared in this session, so that few are left for the fence. */
    public boolean isVerified() {
        return verification != null && verification.isComplete();
    }

    /** True when the frozen source was compared whole in this session. */
    public boolean isComparedWhole() {
        return verification != null && verification.comparedWhole();
    }

    /** Every row must be compared again before the next fence. */
    public void forgetVerification() {
        if (verification != null) {
            verification.close();
            verification = null;
        }
    }

    /** After the switch nothing more comes from the source. */
    @Override
    public void close() {
        forgetVerification();
        CatchUp open = catchUp;
        if (open != null) {
            catchUp = null;
            open.close();
        }
    }
}
