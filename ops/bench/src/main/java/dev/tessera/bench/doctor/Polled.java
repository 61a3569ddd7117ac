package dev.tessera.bench.doctor;

import java.time.Duration;
import java.util.List;

/**
 * What a run has shown.
 *
 * @param commands that were executed, none of them disturbed
 * @param doctors polls of doctor
 * @param lists polls of the list of moves
 * @param said what should not have been said
 * @param failed commands that ended otherwise than they should
 */
record Polled(
        int rounds,
        int commands,
        int doctors,
        int lists,
        Duration took,
        List<UnexpectedLine> said,
        List<String> failed) {
    Polled {
        said = List.copyOf(said);
        failed = List.copyOf(failed);
    }
}
