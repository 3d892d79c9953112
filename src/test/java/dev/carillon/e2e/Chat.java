package dev.carillon.e2e;

import java.net.http.HttpResponse;
import java.sql.SQLException;

/** Messages, as somebody writes them who has no page for it. */
final class Chat {
  private Chat() {}

  /** By a program. */
  static HttpResponse<String> say(int sender, String channel, String content) {
    return Api.postJson(
        "/api/messages",
        "{\"sender\":%d,\"channel\":\"%s\",\"content\":\"%s\"}"
            .formatted(sender, channel, content));
  }

  /** By a program that says to be its sender. */
  static HttpResponse<String> edit(int id, int sender, String content) {
    return Api.putJson(
        "/api/messages/" + id, "{\"sender\":%d,\"content\":\"%s\"}".formatted(sender, content));
  }

  /** In psql, by the sender's name. */
  static void insert(String sender, String channel, String content) throws SQLException {
    Sql.execute(
        "INSERT INTO conversation VALUES ('" + sender + "', '" + channel + "', '" + content + "')");
  }
}
