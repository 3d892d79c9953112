package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Row;
import dev.carillon.change.TopicSelector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lies before a cursor, indexed where it pays: by topic when more than a few are asked for,
 * and by a column's values where filters ask for equality. So an interest costs what it sees, and
 * not what there is: ten thousand filters {@code id==…} are ten thousand look-ups a pass, however
 * many changes it has.
 */
final class Window {
  /** So few are looked at one by one: changes, and topics that somebody asks for. */
  private static final int FEW = 4;

  private final List<Entry> entries;
  private final Map<String, BitSet> byTopic = new HashMap<>();
  private final Map<String, Map<String, BitSet>> byColumn = new HashMap<>();

  /** What concerns tables, not rows: no index can tell who is to see it. */
  private final BitSet ofTable = new BitSet();

  private int asked;

  Window(List<Entry> entries) {
    this.entries = entries;
  }

  List<Entry> entries() {
    return entries;
  }

  /** The indexes of all entries that an interest may see, and of some that it may not. */
  BitSet candidates(Interest interest) {
    BitSet candidates = new BitSet(entries.size());
    for (Selection selection : interest.selections()) {
      if (entries.size() <= FEW || isWide(selection)) {
        candidates.set(0, entries.size());
        return candidates;
      }
      candidates.or(candidates(selection));
    }
    return candidates;
  }

  private static boolean isWide(Selection selection) {
    return selection.topic().prefix() && selection.filter().equalities().isEmpty();
  }

  private BitSet candidates(Selection selection) {
    BitSet found = ofTopic(selection.topic());
    selection.filter().equalities().forEach((column, values) -> found.and(having(column, values)));
    found.or(ofTable);
    return found;
  }

  private BitSet ofTopic(TopicSelector topic) {
    BitSet found = new BitSet(entries.size());
    if (topic.prefix()) {
      found.set(0, entries.size());
      return found;
    }
    if (++asked <= FEW) {
      search(topic.text(), found);
      return found;
    }
    if (byTopic.isEmpty()) {
      indexTopics();
    }
    found.or(byTopic.getOrDefault(topic.text(), found));
    return found;
  }

  private void search(String topic, BitSet found) {
    for (int i = 0; i < entries.size(); i++) {
      Change change = entries.get(i).change();
      if (topic.equals(change.topic()) || topic.equals(change.leftTopic())) {
        found.set(i);
      }
      ofTable.set(i, change.op().isOfTable());
    }
  }

  private void indexTopics() {
    for (int i = 0; i < entries.size(); i++) {
      Change change = entries.get(i).change();
      add(byTopic, change.topic(), i);
      String left = change.leftTopic();
      if (left != null) {
        add(byTopic, left, i);
      }
    }
  }

  private BitSet having(String column, Set<String> values) {
    Map<String, BitSet> index = byColumn.computeIfAbsent(column, this::index);
    BitSet found = new BitSet(entries.size());
    for (String value : values) {
      found.or(index.getOrDefault(value, found));
    }
    return found;
  }

  private Map<String, BitSet> index(String column) {
    Map<String, BitSet> index = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Change change = entries.get(i).change();
      if (change.op().isOfTable()) {
        ofTable.set(i);
      } else {
        add(index, change.oldRow(), column, i);
        add(index, change.newRow(), column, i);
      }
    }
    return index;
  }

  private static void add(Map<String, BitSet> index, @Nullable Row row, String column, int entry) {
    String json = row == null ? null : row.columns().get(column);
    if (json != null) {
      add(index, Filter.normal(json), entry);
    }
  }

  private static void add(Map<String, BitSet> index, String key, int entry) {
    index.computeIfAbsent(key, k -> new BitSet()).set(entry);
  }
}
