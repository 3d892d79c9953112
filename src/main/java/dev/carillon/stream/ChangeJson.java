package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.JsonText;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Row;
import dev.carillon.change.TopicSelector;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change as every transport shows it: one JSON object on one line, rows exactly as PostgreSQL
 * wrote them.
 */
public final class ChangeJson {
  private ChangeJson() {}

  /** The whole object. */
  public static String of(Change change, Moved moved) {
    return "{" + members(change, moved) + "}";
  }

  /** The object's members without its braces, for transports that add some of their own. */
  public static String members(Change change, Moved moved) {
    return "\"position\":\""
        + change.position()
        + "\",\"topic\":"
        + JsonText.quote(change.topic())
        + ",\"table\":"
        + JsonText.quote(change.table())
        + ",\"op\":\""
        + change.op().label()
        + "\",\"key\":"
        + json(change.key())
        + ",\"old\":"
        + json(change.oldRow())
        + ",\"new\":"
        + json(change.newRow())
        + ",\"changed\":"
        + change.changed().stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"))
        + ",\"tx\":\""
        + change.tx()
        + "\",\"txEnd\":"
        + change.txEnd()
        + moved.member()
        + ",\"at\":\""
        + change.at()
        + "\"";
  }

  /** A raw notification's members, likewise without braces. */
  public static String members(Notification notification) {
    return "\"channel\":"
        + JsonText.quote(notification.channel())
        + ",\"pid\":"
        + notification.pid()
        + ",\"payload\":"
        + JsonText.quote(notification.payload());
  }

  /** A reset's members, likewise without braces. */
  public static String members(ResetReason reason, Position position) {
    return "\"reason\":\"" + reason.label() + "\",\"position\":\"" + position + "\"";
  }

  /** A complete snapshot's members, likewise without braces. */
  public static String members(List<TopicSelector> topics, Position position) {
    return "\"topics\":"
        + topics.stream()
            .map(topic -> JsonText.quote(topic.toString()))
            .collect(Collectors.joining(",", "[", "]"))
        + ",\"position\":\""
        + position
        + "\"";
  }

  private static String json(@Nullable Row row) {
    return row == null ? "null" : row.json();
  }
}
