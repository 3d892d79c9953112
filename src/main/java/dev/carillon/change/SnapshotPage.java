package dev.carillon.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a snapshot, each as a change: the operation is {@link Operation#SNAPSHOT}, the
 * position the snapshot's, {@code tx} is 0, and {@code at} tells when the snapshot was taken.
 *
 * @param rows in no order that means anything
 * @param next where to read on; null: that was the last page
 */
public record SnapshotPage(List<Change> rows, @Nullable SnapshotPlace next) {
  public SnapshotPage {
    rows = List.copyOf(rows);
  }
}
