package dev.carillon.change;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Names the JPA entity whose table's changes an observer is told of, as entities: {@code void
 * on(@Observes @Changed(Order.class) EntityChange<Order> change)}. A {@link Topic} beside it
 * narrows it further.
 */
@Qualifier
@Retention(RUNTIME)
@Target({TYPE, FIELD, METHOD, PARAMETER})
public @interface Changed {
  /** The entity's class. */
  Class<?> value();

  /** The qualifier as a value, for comparing. */
  @SuppressWarnings({
    "serial",
    "BadAnnotationImplementation"
  }) // AnnotationLiteral has equals and hashCode by reflection
  final class Literal extends AnnotationLiteral<Changed> implements Changed {
    private final Class<?> value;

    public Literal(Class<?> value) {
      this.value = value;
    }

    @Override
    public Class<?> value() {
      return value;
    }
  }
}
