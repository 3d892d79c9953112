package dev.carillon.durable;

import dev.carillon.change.ObserverStatus;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** An observer as requests see it. */
final class ObserverJson {
  private ObserverJson() {}

  static JsonObjectBuilder of(ObserverStatus observer) {
    return Json.createObjectBuilder()
        .add("name", observer.name())
        .add("position", observer.position().toString())
        .add("lag", observer.lag())
        .add("state", observer.state().label())
        .add("refusal", text(observer.refusal() == null ? null : observer.refusal().label()))
        .add("tries", observer.tries())
        .add("error", text(observer.error()))
        .add("tryAt", text(observer.tryAt()))
        .add("deadLetters", observer.deadLetters())
        .add("movedAt", observer.movedAt().toString())
        .add("node", text(observer.node()));
  }

  private static JsonValue text(@Nullable Object value) {
    return value == null ? JsonValue.NULL : Json.createValue(value.toString());
  }
}
