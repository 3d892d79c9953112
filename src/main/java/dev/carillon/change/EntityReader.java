package dev.carillon.change;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes entities of rows, by JPA's annotations on their class: table and columns by name, fields
 * whether private or not, also those of mapped superclasses and embeddables. Scalars keep every
 * digit; what is more than a scalar, such as an array or a json column, is made by JSON-B.
 * Thread-safe.
 *
 * <p>An association becomes an entity with nothing set but what its foreign key says; it is null
 * where its class is abstract. A column that is not told, since the watch leaves it out, leaves its
 * field as the constructor did. Collections, lazy or not, are no columns and left alone. Converters
 * count where {@code @Convert} names them.
 *
 * @param <T> the entity
 */
public final class EntityReader<T> {
  private final EntityTable table;
  private final Constructor<T> constructor;
  private final List<EntityField> fields;

  private EntityReader(EntityTable table, Constructor<T> constructor, List<EntityField> fields) {
    this.table = table;
    this.constructor = constructor;
    this.fields = fields;
  }

  /**
   * One for a class.
   *
   * @throws IllegalArgumentException if its rows can't be made entities: it has no {@code @Entity},
   *     is abstract, has no constructor without parameters, or is a subclass of another entity, so
   *     that a row does not tell all or not only of it
   */
  public static <T> EntityReader<T> of(Class<T> entity) {
    EntityTable table = EntityTable.of(entity);
    if (Modifier.isAbstract(entity.getModifiers())) {
      throw new IllegalArgumentException(entity.getName() + " must not be abstract");
    }
    return new EntityReader<>(table, EntityField.maker(entity), EntityFields.of(entity));
  }

  /** The table whose rows these are: schema and name, as {@link Change#table} has them. */
  public String table() {
    return table.toString();
  }

  /**
   * The change with its rows as entities.
   *
   * @param change of this entity's table
   * @throws UnreadableEntityException if a value is not what its field takes
   */
  public EntityChange<T> read(Change change) {
    if (change.op().isOfTable()) { // DDL tells what was done, and no row
      return new EntityChange<>(change, null, null);
    }
    return new EntityChange<>(change, read(change.oldRow()), read(change.newRow()));
  }

  private @Nullable T read(@Nullable Row row) {
    return row == null ? null : entity(row);
  }

  /**
   * A row as an entity.
   *
   * @throws UnreadableEntityException if a value is not what its field takes
   */
  public T entity(Row row) {
    T entity = EntityField.make(constructor);
    for (EntityField field : fields) {
      field.set(entity, row);
    }
    return entity;
  }
}
