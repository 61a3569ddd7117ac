package dev.tessera.ops.move.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.ops.move.transfer.spec.TableEstimate;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoveProgressTest {
    private final MoveProgress progress = new MoveProgress();

    @Test
    void whatEarlierMoversDid_counts_andIsntLeftToDo() throws Exception {
        progress.resumeFrom(Optional.of("{\"rows_copied\": 900, \"bytes_copied\": 9000, \"transactions_applied\": 3,"
                + " \"rows_verified\": 800, \"elapsed_s\": 3600, \"held_back_s\": 60, \"copy_left_s\": 400}"));
        progress.recordEstimate(new TableEstimate(1_000, 10_000));
        assertThat(progress.copyLeft()).as("at an unknown speed").isEmpty();

        progress.copied(100, 1_000);

        JsonNode json = json();
        assertThat(json.path("rows_copied").asLong()).isEqualTo(1_000);
        assertThat(json.path("bytes_copied").asLong()).isEqualTo(10_000);
        assertThat(json.path("transactions_applied").asLong()).isEqualTo(3);
        assertThat(json.path("rows_verified").asLong())
                .as("a comparison begins anew")
                .isZero();
        assertThat(json.path("elapsed_s").asLong()).isBetween(3_600L, 3_700L);
        assertThat(json.path("held_back_s").asLong()).isEqualTo(60);
        assertThat(json.path("copy_left_s").asLong()).isZero();
    }

    @Test
    void whatCantBeRead_countsForNothing() throws Exception {
        progress.resumeFrom(Optional.of("{\"rows_copied\": 9"));

        assertThat(json().path("rows_copied").asLong()).isZero();
        assertThat(json().path("binlogs_until").isNull()).isTrue();
    }

    @Test
    void momentOfThePurge_isInUtcAndSeconds() throws Exception {
        progress.recordBinlogsUntil(Optional.of(Instant.parse("2026-11-27T07:30:00.123Z")));

        assertThat(json().path("binlogs_until").asText()).isEqualTo("2026-11-27T07:30:00Z");
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(progress.json());
    }
}
