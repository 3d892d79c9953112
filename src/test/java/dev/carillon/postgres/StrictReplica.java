package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tables as a snapshot and the changes after it make them. Refuses what does not fit. */
final class StrictReplica {
  private final Map<String, Row> rows = new TreeMap<>();

  void apply(Change change) {
    Row old = change.oldRow();
    Row now = change.newRow();
    if (old != null) {
      assertThat(rows.remove(key(change, old))).as("the row before %s", change).isEqualTo(old);
    }
    if (now != null) {
      assertThat(rows.put(key(change, now), now)).as("a row in the way of %s", change).isNull();
    }
  }

  List<String> rows() {
    return rows.values().stream().map(Row::json).toList();
  }

  private static String key(Change change, Row row) {
    return change.table() + "/" + row.text("id");
  }
}
