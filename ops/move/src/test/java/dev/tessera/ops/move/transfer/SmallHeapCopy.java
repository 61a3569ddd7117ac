package dev.tessera.ops.move.transfer;

import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.Credentials;
import java.util.Set;
import java.util.TreeSet;

/** A copy in a process of its own: {@code HOST PORT USER PASSWORD HOST PORT USER PASSWORD TABLE}. */
final class SmallHeapCopy {
    private SmallHeapCopy() {}

    public static void main(String[] arguments) {
        OutOfMemory.endsThisProcess();
        TransferSpec transferSpec = new TransferSpec(
                TwoShards.MOVE,
                TwoShards.BUCKET,
                new TreeSet<>(Set.of(arguments[8])),
                server("shard-a", arguments, 0),
                TwoShards.LIVE,
                server("shard-b", arguments, 4),
                TwoShards.INCOMING,
                Set.of(TwoShards.FROZEN),
                TwoShards.EPOCH);
        new BucketCopy(transferSpec, TransferOptions.defaults(), StopSignal.never(), TransferProgress.none()).run();
    }

    private static ServerLogin server(String name, String[] arguments, int from) {
        return new ServerLogin(
                new ShardName(name),
                new ServerAddress(arguments[from], Integer.parseInt(arguments[from + 1])),
                new Credentials(new UserName(arguments[from + 2]), arguments[from + 3]));
    }
}
