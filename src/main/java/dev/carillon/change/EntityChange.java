package dev.carillon.change;

import org.jspecify.annotations.Nullable;

/**
 * A change of an entity's table, with its rows as entities. They are detached and of nobody else's:
 * an observer may keep them, or merge them into a persistence context.
 *
 * @param change as the log tells it
 * @param oldEntity the row before; null for an insert, and for what concerns the whole table
 * @param newEntity the row after; null for a delete, and for what concerns the whole table
 * @param <T> the entity
 */
public record EntityChange<T>(Change change, @Nullable T oldEntity, @Nullable T newEntity) {

  /** What was done; {@link Operation#isOfTable} tells whether it has no entities. */
  public Operation op() {
    return change.op();
  }

  /** Where it stands in the log. */
  public Position position() {
    return change.position();
  }

  /** The entity it left: the new one, of a delete the old one; null if it concerns the table. */
  public @Nullable T entity() {
    return newEntity != null ? newEntity : oldEntity;
  }
}
