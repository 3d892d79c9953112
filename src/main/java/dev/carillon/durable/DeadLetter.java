package dev.carillon.durable;

import dev.carillon.change.Position;
import jakarta.json.Json;
import java.time.Instant;

/**
 * A change that an observer has given up.
 *
 * @param position where it stands
 * @param change the change as it is kept
 * @param error what went wrong the last time
 * @param tries how often it has failed
 * @param at when that was
 */
record DeadLetter(Position position, String change, String error, int tries, Instant at) {
  /** Its change keeps every digit: it is put in as PostgreSQL gave it. */
  String json() {
    String rest =
        Json.createObjectBuilder()
            .add("position", position.toString())
            .add("error", error)
            .add("tries", tries)
            .add("at", at.toString())
            .build()
            .toString();
    return rest.substring(0, rest.length() - 1) + ",\"change\":" + change + "}";
  }
}
