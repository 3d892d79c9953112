package dev.carillon.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One committed change of a watched table.
 *
 * @param position where it stands in the log
 * @param topic the name subscribers ask for; of what concerns the whole table under a template such
 *     as {@code chat/{channel}}: {@code chat/*}
 * @param leftTopic the topic that an update took the row out of, where it filled a template
 *     differently; else null
 * @param table schema and name, such as {@code public.stock_price}
 * @param op what was done
 * @param key the primary key's columns; null if the table has none, and for a truncate
 * @param oldRow the row before; null for an insert and a truncate
 * @param newRow the row after; null for a delete and a truncate; of DDL what was done
 * @param changed the columns an update changed; empty for all else
 * @param tx the transaction's id; without meaning but for being the same within one
 * @param txEnd whether this is its transaction's last change
 * @param at when the statement ran, by the database's clock; clocks go back, so never order by it
 */
public record Change(
    Position position,
    String topic,
    @Nullable String leftTopic,
    String table,
    Operation op,
    @Nullable Row key,
    @Nullable Row oldRow,
    @Nullable Row newRow,
    List<String> changed,
    String tx,
    boolean txEnd,
    Instant at) {

  /** The row it left: the new one, of a delete the old one; null if it concerns the table. */
  public @Nullable Row row() {
    if (op.isOfTable()) {
      return null;
    }
    return newRow != null ? newRow : oldRow;
  }

  /** The same under another topic. */
  public Change under(String otherTopic) {
    return new Change(
        position, otherTopic, leftTopic, table, op, key, oldRow, newRow, changed, tx, txEnd, at);
  }

  /** The same with its rows shown otherwise. */
  public Change with(
      @Nullable Row otherKey,
      @Nullable Row otherOld,
      @Nullable Row otherNew,
      List<String> otherChanged) {
    return new Change(
        position,
        topic,
        leftTopic,
        table,
        op,
        otherKey,
        otherOld,
        otherNew,
        otherChanged,
        tx,
        txEnd,
        at);
  }
}
