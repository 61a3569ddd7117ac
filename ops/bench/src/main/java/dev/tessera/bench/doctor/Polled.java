package dev.tessera.bench.doctor;

import java.time.Duration;
import java.util.List;

/**
 * What a run has shown.
 *
 * @param commands that were executed, none of them disturbed
 * @param polls of doctor and the list of moves, one of each
 * @param said what should not have been said
 * @param failed commands that ended otherwise than they should
 */
record Polled(int rounds, int commands, int polls, Duration took, List<UnexpectedLine> said, List<String> failed) {
    Polled {
        said = List.copyOf(said);
        failed = List.copyOf(failed);
    }
}
