package dev.carillon.change;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Says of a JPA entity how its table is watched: what {@code SELECT carillon.watch(…)} says in a
 * changelog. At each start it is compared with the database; where they differ the doctor has the
 * changeset to add. Nothing is altered unless {@code carillon.watch.apply} is {@code true}.
 *
 * <p>Columns are the table's, by the names that they have there.
 */
@Stereotype // so that CDI finds entities in archives where only annotated classes are beans
@Retention(RUNTIME)
@Target(TYPE)
public @interface Watched {
  /** A name, or a template such as <code>chat/{channel}</code>; empty: the table's name. */
  String topic() default "";

  /** The only columns that are told; none: all. */
  String[] columns() default {};

  /** Columns that never reach the log. */
  String[] redact() default {};

  /** Of insert, update, delete and truncate, those that are told; none: all. */
  Operation[] ops() default {};

  /** The columns that tell rows apart; none: the primary key. */
  String[] key() default {};
}
