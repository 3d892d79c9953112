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
 * Narrows an observer to the changes of one topic: {@code void on(@Observes @Topic("stock_price")
 * Change change)}.
 */
@Qualifier
@Retention(RUNTIME)
@Target({TYPE, FIELD, METHOD, PARAMETER})
public @interface Topic {
  /** The topic's exact name. */
  String value();

  /** The qualifier as a value, for firing. */
  @SuppressWarnings({
    "serial",
    "BadAnnotationImplementation"
  }) // AnnotationLiteral has equals and hashCode by reflection
  final class Literal extends AnnotationLiteral<Topic> implements Topic {
    private final String value;

    public Literal(String value) {
      this.value = value;
    }

    @Override
    public String value() {
      return value;
    }
  }
}
