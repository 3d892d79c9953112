package dev.carillon.change;

import java.util.ArrayList;
import java.util.List;

/** A table of numbers with its copy. It only grows: after a truncate the copy knows nothing. */
final class NumberTable {
  final List<Long> rows = new ArrayList<>();
  boolean connected = true;
  int reads;
  Runnable whileReading = () -> {};
  final LiveCopy<List<Long>> copy =
      new LiveCopy<>(() -> connected, this::read, NumberTable::follows);

  /** Stores a number, and has the copy told. */
  void commit(long n) {
    rows.add(n);
    copy.changed(Samples.insert(n, "t"));
  }

  List<Long> all() {
    return copy.ask(List::copyOf);
  }

  private List<Long> read() {
    reads++;
    List<Long> found = new ArrayList<>(rows);
    whileReading.run();
    return found;
  }

  private static boolean follows(List<Long> numbers, Change change) {
    long n = change.position().n();
    if (!change.op().isOfTable() && !numbers.contains(n)) {
      numbers.add(n);
    }
    return !change.op().isOfTable();
  }
}
