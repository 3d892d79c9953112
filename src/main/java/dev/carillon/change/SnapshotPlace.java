package dev.carillon.change;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a snapshot has been read. Written as clients hold it, {@code
 * position/snapshot/table.block.row}, with the partition after the table if there is one: it needs
 * no escaping in a URL's query.
 *
 * @param position the log's, that the snapshot is tied to: go on after it
 * @param snapshot which snapshot it is; only who keeps it reads more from that
 * @param table the table that is being read, by its number in the database; 0: none yet
 * @param part the partition of it; the table itself if it has none
 * @param block the block of the last row that was read
 * @param row its place in the block; 0: before the first
 */
public record SnapshotPlace(
    Position position, String snapshot, long table, long part, long block, int row) {
  private static final String NUMBER = "(0|[1-9][0-9]{0,9})";
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9.]{3,29})/([0-9A-Za-z-]{1,80})/"
              + (NUMBER + "(?:\\." + NUMBER + ")?\\." + NUMBER)
              + "\\.(0|[1-9][0-9]{0,4})");

  /** The place before the first row. */
  public SnapshotPlace(Position position, String snapshot) {
    this(position, snapshot, 0, 0, 0, 0);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws MalformedPositionException if the text has another form
   */
  public static SnapshotPlace parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new MalformedPositionException(text);
    }
    long table = Long.parseLong(form.group(3));
    return new SnapshotPlace(
        Position.parse(form.group(1)),
        form.group(2),
        table,
        form.group(4) == null ? table : Long.parseLong(form.group(4)),
        Long.parseLong(form.group(5)),
        Integer.parseInt(form.group(6)));
  }

  /** Whether a text is meant to be one, and not a {@link Position}; it may be malformed yet. */
  public static boolean looksLike(String text) {
    return text.indexOf('/') >= 0;
  }

  /** The place after a row of the same snapshot. */
  public SnapshotPlace at(long ofTable, long ofPart, long afterBlock, int afterRow) {
    return new SnapshotPlace(position, snapshot, ofTable, ofPart, afterBlock, afterRow);
  }

  @Override
  public String toString() {
    String tables = part == table ? Long.toString(table) : table + "." + part;
    return position + "/" + snapshot + "/" + tables + "." + block + "." + row;
  }
}
