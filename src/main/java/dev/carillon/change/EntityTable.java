package dev.carillon.change;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Locale;

/**
 * The table of an entity, as JPA's annotations name it. A name without quotes is in lower case, as
 * PostgreSQL folds it; without a schema it is {@code public}.
 */
public record EntityTable(String schema, String name) {

  /**
   * Reads the annotations of a class.
   *
   * @throws IllegalArgumentException if it is no entity
   */
  public static EntityTable of(Class<?> entity) {
    Entity declared = entity.getAnnotation(Entity.class);
    if (declared == null) {
      throw new IllegalArgumentException(
          entity.getName() + " must be a JPA entity, but has no @Entity");
    }
    Table table = entity.getAnnotation(Table.class);
    String name = declared.name().isEmpty() ? entity.getSimpleName() : declared.name();
    if (table == null) {
      return new EntityTable("public", identifier(name));
    }
    return new EntityTable(
        table.schema().isEmpty() ? "public" : identifier(table.schema()),
        identifier(table.name().isEmpty() ? name : table.name()));
  }

  /** The name that the database has for what JPA calls so. */
  static String identifier(String written) {
    boolean quoted = written.length() > 2 && (written.startsWith("\"") || written.startsWith("`"));
    return quoted ? written.substring(1, written.length() - 1) : written.toLowerCase(Locale.ROOT);
  }

  /** Schema and name, as a {@link Change} has them. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
