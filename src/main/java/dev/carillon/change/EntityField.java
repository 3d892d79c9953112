package dev.carillon.change;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column's way into an entity.
 *
 * @param path through embeddables and associations, if there are any
 * @param field what is set at its end
 * @param column which column's value it is
 * @param isKey whether it is of the entity's key
 * @param value makes the value of JSON text that is not null; throws what it likes
 */
record EntityField(List<Step> path, Field field, String column, boolean isKey, ColumnValue value) {

  /** From an object to one that it holds, which is made if there is none. */
  record Step(Field field, Constructor<?> constructor) {
    static Step into(Field field, Class<?> type) {
      return new Step(field, maker(type));
    }
  }

  /** The same at the end of a longer path. */
  EntityField behind(Step step, String otherColumn, boolean ofKey) {
    List<Step> longer = new ArrayList<>(List.of(step));
    longer.addAll(path);
    return new EntityField(List.copyOf(longer), field, otherColumn, ofKey, value);
  }

  /**
   * Sets it, unless the row does not have the column.
   *
   * @throws UnreadableEntityException if the value is not what the field takes
   */
  void set(Object entity, Row row) {
    String json = row.columns().get(column);
    if (json == null) {
      return;
    }
    try {
      Object owner = owner(entity, json.equals("null"));
      if (owner != null) {
        field.set(owner, json.equals("null") ? value.ofNull() : value.of(json));
      }
    } catch (RuntimeException | ReflectiveOperationException e) { // its message may tell the value
      throw new UnreadableEntityException(
          "%s.%s can't be read from the column %s: %s is no %s"
              .formatted(
                  entity.getClass().getName(),
                  name(),
                  column,
                  kind(json),
                  field.getGenericType().getTypeName()));
    }
  }

  /** Null only if the value is null, and there is nobody to take that. */
  private @Nullable Object owner(Object entity, boolean isNull)
      throws ReflectiveOperationException {
    Object owner = entity;
    for (Step step : path) {
      Object next = step.field().get(owner);
      if (next == null) {
        if (isNull) {
          return null;
        }
        next = step.constructor().newInstance();
        step.field().set(owner, next);
      }
      owner = next;
    }
    return owner;
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    path.forEach(step -> name.append(step.field().getName()).append('.'));
    return name.append(field.getName()).toString();
  }

  private static String kind(String json) {
    return switch (json.charAt(0)) {
      case '"' -> "a string";
      case '{' -> "an object";
      case '[' -> "an array";
      case 't', 'f' -> "a boolean";
      case 'n' -> "null";
      default -> "a number";
    };
  }

  /**
   * What makes objects of a class.
   *
   * @throws IllegalArgumentException if it has no constructor without parameters
   */
  static <T> Constructor<T> maker(Class<T> type) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          type.getName() + " must have a constructor without parameters, as JPA wants it", e);
    }
  }

  static <T> T make(Constructor<T> constructor) {
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new UnreadableEntityException(
          constructor.getName() + " can't be made: its constructor throws " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new UnreadableEntityException(constructor.getName() + " can't be made: " + e);
    }
  }
}
