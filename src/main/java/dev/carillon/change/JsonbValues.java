package dev.carillon.change;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Type;

/** The values that are more than a scalar, such as arrays and documents, by JSON-B. */
final class JsonbValues {
  /** Thread-safe, and not cheap to make. */
  private static final Jsonb JSONB = JsonbBuilder.create();

  private JsonbValues() {}

  static ColumnValue of(Type type) {
    return json -> JSONB.fromJson(json, type);
  }
}
