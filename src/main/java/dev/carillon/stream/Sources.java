package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Where subscribers are given their changes from. The dispatcher's thread only. */
record Sources(Tail tail, Replayer replayer, SnapshotReader snapshots, Dispatcher dispatcher) {
  /** The log, for one subscriber; see {@link Source} for the gap. */
  Source log(Subscriber subscriber, Consumer<ResetReason> onGap) {
    return new Source(tail, replayer, dispatcher, subscriber::wake, onGap);
  }

  /** The snapshots that come before it. */
  Prelude snapshots(
      Subscriber subscriber, Consumer<ResetReason> onGap, BiConsumer<Selection, Position> onEnd) {
    return new Prelude(snapshots, dispatcher, subscriber, onGap, onEnd);
  }
}
