package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A copy of a table, made of its changes alone. Refuses a change that does not fit what it has. */
final class Replica {

  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final Map<Integer, String> rows = new TreeMap<>();

  void apply(Logged change) {
    if (change.op().equals("T")) {
      rows.clear();
      return;
    }
    String old = change.before() == null ? null : rows.remove(id(change.before()));
    assertThat(old).as("the row before %s of %s", change, change.n()).isEqualTo(change.before());
    if (change.after() != null) {
      assertThat(rows.put(id(change.after()), change.after()))
          .as("a row in the way of %s", change)
          .isNull();
    }
  }

  Iterable<String> rows() {
    return rows.values();
  }

  private static int id(@Nullable String row) {
    Matcher matcher = ID.matcher(String.valueOf(row));
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
