package dev.carillon.websocket;

import dev.carillon.change.Change;
import dev.carillon.change.JsonText;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ResetReason;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.ChangeJson;
import dev.carillon.stream.Moved;
import dev.carillon.stream.Shape;
import dev.carillon.stream.Start;
import java.util.List;

/** How things look as text frames of the subprotocol {@code carillon.v1}. */
enum SocketShape implements Shape {
  V1;

  @Override
  public String change(Change change, Moved moved) {
    return "{\"type\":\"change\"," + ChangeJson.members(change, moved) + "}";
  }

  @Override
  public String reset(ResetReason reason, Position position, boolean resumable) {
    return "{\"type\":\"reset\"," + ChangeJson.members(reason, position) + "}";
  }

  @Override
  public String snapshotEnd(List<TopicSelector> topics, Position position) {
    return "{\"type\":\"snapshot\"," + ChangeJson.members(topics, position) + "}";
  }

  @Override
  public String heartbeat(Position position) {
    return "{\"type\":\"position\",\"position\":\"" + position + "\"}";
  }

  @Override
  public String notification(Notification notification) {
    return "{\"type\":\"notification\"," + ChangeJson.members(notification) + "}";
  }

  /**
   * @param subscriber the name by which one may ask about the session
   */
  String subscribed(String ref, Start start, String subscriber) {
    return answer(
        "subscribed",
        ref,
        ",\"position\":\"" + start.position() + "\",\"subscriber\":\"" + subscriber + "\"");
  }

  /** The subscription that is being asked for can't begin where it should. */
  String reset(String ref, ResetReason reason, Position position) {
    return answer("reset", ref, "," + ChangeJson.members(reason, position));
  }

  String done(String type, String ref) {
    return answer(type, ref, "");
  }

  String error(String ref, Problem problem) {
    return answer(
        "error",
        ref,
        ",\"title\":"
            + JsonText.quote(problem.title())
            + ",\"detail\":"
            + JsonText.quote(problem.detail()));
  }

  private static String answer(String type, String ref, String more) {
    return "{\"type\":\"" + type + "\",\"ref\":" + ref + more + "}";
  }
}
