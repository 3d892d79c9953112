package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.sql.SQLException;

/** A user whom no other test knows, and whom nothing waits for yet. */
record Newcomer(int id, String address) implements AutoCloseable {
  static Newcomer arrive(String name) throws SQLException {
    String id = Sql.query("INSERT INTO appuser (fullname) VALUES ('" + name + "') RETURNING id");
    return new Newcomer(
        Integer.parseInt(id), name + "-" + Long.toString(System.nanoTime(), 36) + "@example.org");
  }

  /** A resource of this user's. */
  String path(String what) {
    return "/api/users/" + id + "/" + what;
  }

  void subscribe() {
    String chosen = "{\"digest\":true,\"email\":\"" + address + "\"}";
    assertThat(Api.putJson(path("digest"), chosen).statusCode()).isEqualTo(200);
  }

  /** Whether the server thinks that this user wants to be mailed. */
  boolean isSubscribed() {
    return Api.json(Api.get(path("digest"))).getBoolean("digest");
  }

  int unseen() {
    return Api.json(Api.get(path("unseen"))).getInt("unseen");
  }

  JsonObject seen(String body) {
    return Api.json(Api.postJson(path("seen"), body));
  }

  /** Since what waits for this user has come. */
  void letTimePass() throws SQLException {
    Sql.execute(
        "UPDATE unread SET since = since - interval '1 hour' WHERE digest IS NULL AND reader = "
            + id);
  }

  /** Leaves nothing behind: it has never written. */
  @Override
  public void close() throws SQLException {
    Sql.execute("DELETE FROM appuser WHERE id = " + id);
  }
}
