package dev.carillon.failover;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What one client was told, in order, and when it first heard of each epoch. Thread-safe. */
final class History {
  private final List<Told> told = new ArrayList<>();
  private final Map<String, Long> heardOf = new ConcurrentHashMap<>();

  static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  void change(JsonObject change) {
    note(new Told(change.getString("position"), number(change)));
  }

  void reset(String position, String reason) {
    note(new Told(position, "reset " + reason));
  }

  synchronized List<Told> all() {
    return List.copyOf(told);
  }

  List<Told> resets() {
    return all().stream().filter(Told::isReset).toList();
  }

  Set<String> epochs() {
    return Set.copyOf(heardOf.keySet());
  }

  /** When the first change of another epoch than these came, in the system's nanoseconds. */
  Optional<Long> heardOfAnotherThan(Set<String> epochs) {
    return heardOf.entrySet().stream()
        .filter(heard -> !epochs.contains(heard.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private synchronized void note(Told item) {
    told.add(item);
    if (!item.isReset()) {
      heardOf.putIfAbsent(item.epoch(), System.nanoTime());
    }
  }

  private static String number(JsonObject change) {
    return change.getJsonObject("new").get("id").toString();
  }
}
