package dev.tessera.router.internal.snapshot;

import dev.tessera.router.PlacementSnapshot;
import java.time.Instant;

/** A snapshot that was saved on disk, and when the directory had confirmed it. */
record SavedSnapshot(PlacementSnapshot snapshot, Instant savedAt) {}
