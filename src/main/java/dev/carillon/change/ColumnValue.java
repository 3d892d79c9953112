package dev.carillon.change;

import jakarta.persistence.AttributeConverter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a field's value is, by the JSON text that PostgreSQL has written for its column. */
interface ColumnValue {
  /**
   * The value of text that is not {@code null}.
   *
   * @throws RuntimeException if the text is not of this type
   */
  @Nullable Object of(String json);

  /** The value of null; a field of a primitive type refuses it. */
  default @Nullable Object ofNull() {
    return null;
  }

  /**
   * Of a type that is none of an entity's or embeddable's.
   *
   * @param isJson whether the column is known to be json, so that a string is to keep its quotes
   */
  static ColumnValue of(Type type, boolean isJson) {
    if (type == String.class) {
      return isJson ? json -> json : ScalarValues::text;
    }
    if (type instanceof Class<?> scalar) {
      ColumnValue known = ScalarValues.of(scalar);
      if (known != null) {
        return known;
      }
    }
    return JsonbValues.of(type);
  }

  /**
   * By an application's own converter.
   *
   * @throws IllegalArgumentException if it can't be made
   */
  static ColumnValue by(Class<?> converter, boolean isJson) {
    @SuppressWarnings("unchecked") // what it takes is what its own declaration says
    var converts =
        (AttributeConverter<?, Object>)
            EntityField.make(EntityField.maker(converter.asSubclass(AttributeConverter.class)));
    ColumnValue column = of(columnType(converter), isJson);
    return new ColumnValue() {
      @Override
      public @Nullable Object of(String json) {
        return converts.convertToEntityAttribute(column.of(json));
      }

      @Override
      @SuppressWarnings("NullAway") // JPA hands null to converters as well
      public @Nullable Object ofNull() {
        return converts.convertToEntityAttribute(null);
      }
    };
  }

  private static Type columnType(Class<?> converter) {
    for (Class<?> c = converter; c != null; c = c.getSuperclass()) {
      for (Type declared : c.getGenericInterfaces()) {
        if (declared instanceof ParameterizedType generic
            && generic.getRawType() == AttributeConverter.class) {
          return generic.getActualTypeArguments()[1];
        }
      }
    }
    throw new IllegalArgumentException(
        converter.getName()
            + " must say itself what it converts, but implements "
            + Arrays.toString(converter.getGenericInterfaces()));
  }
}
