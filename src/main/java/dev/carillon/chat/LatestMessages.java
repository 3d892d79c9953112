package dev.carillon.chat;

import dev.carillon.change.Change;
import dev.carillon.change.EntityReader;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.LiveCopy;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Row;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The latest message of each channel, in memory: every page that is open asks for them with every
 * message that somebody is sent, and none of that asks the database. Thread-safe.
 */
@Singleton
public class LatestMessages {
  /**
   * By hand, and not by observing an {@code EntityChange}: while nobody asks, nothing need be read.
   */
  static final EntityReader<Message> MESSAGES = EntityReader.of(Message.class);

  private static final Pattern DIRECT = Pattern.compile("direct/(\\d+)/(\\d+)");
  private final LiveCopy<SortedMap<String, Message>> copy;

  @Inject
  LatestMessages(Messages messages, ListenerStatus listener) {
    copy =
        new LiveCopy<>(
            listener::isConnected, () -> byChannel(messages.latest()), LatestMessages::follows);
  }

  /** In the listener's thread, as what follows; both only touch memory. */
  void opened(@Observes LogOpened log) {
    copy.opened();
  }

  /** Not by a topic: each channel has one of its own. */
  void changed(@Observes Change change) {
    if (change.table().equals(MESSAGES.table())) {
      copy.changed(change);
    }
  }

  /** Those that a reader may find, by channel: all, but for direct ones between others. */
  public List<Message> of(int reader) {
    return copy.ask(
        latest ->
            latest.values().stream()
                .filter(message -> isFor(reader, message.getChannel()))
                .toList());
  }

  static boolean isFor(int reader, String channel) {
    Matcher pair = DIRECT.matcher(channel);
    String name = String.valueOf(reader);
    return !pair.matches() || name.equals(pair.group(1)) || name.equals(pair.group(2));
  }

  static SortedMap<String, Message> byChannel(List<Message> messages) {
    SortedMap<String, Message> latest = new TreeMap<>();
    messages.forEach(message -> offer(latest, message));
    return latest;
  }

  /** False where the latest is gone: which one is it now, memory does not know. */
  static boolean follows(SortedMap<String, Message> latest, Change change) {
    Row now = change.newRow();
    if (change.op().isOfTable() || (now == null && isAmong(latest, change.oldRow()))) {
      return false;
    }
    if (now != null) {
      offer(latest, MESSAGES.entity(now));
    }
    return true;
  }

  private static boolean isAmong(SortedMap<String, Message> latest, @Nullable Row row) {
    Message known = row == null ? null : latest.get(row.text("channel"));
    return known != null && row != null && known.getId().equals(Long.valueOf(row.text("id")));
  }

  /**
   * Ids may commit out of order; of the same message the later state counts, which is what is told
   * last.
   */
  private static void offer(SortedMap<String, Message> latest, Message message) {
    latest.merge(
        message.getChannel(),
        message,
        (known, other) -> known.getId() > other.getId() ? known : other);
  }
}
