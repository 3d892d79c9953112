package dev.carillon.change;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes an observer one that misses nothing: {@code void bill(@Observes @Durable("billing")
 * {@literal @}Topic("order") Change change)}. Its place in the log is kept in the database under a
 * name, and moves in the JTA transaction in which the observer is called: what it does in that
 * database, and the place, are committed together or not at all. It is called in the log's order,
 * by one node at a time; what fails is tried again.
 *
 * <p>Methods of one name are one observer, and say the same of it. With {@link Topic}, which may
 * end with a {@code *} here, it is told of that topic only; without, of all.
 */
@Qualifier
@Retention(RUNTIME)
@Target({TYPE, FIELD, METHOD, PARAMETER})
public @interface Durable {
  /**
   * The observer's name, the same for ever: 1 to 63 letters, digits, dots, hyphens, underscores.
   */
  String value();

  /**
   * After so many failures of one change it becomes a dead letter, and the next one's turn comes.
   * 0: never.
   */
  @Nonbinding
  int tries() default 10;

  /** Where it begins when its name is first seen. */
  @Nonbinding
  From from() default From.LATEST;

  /** Changes in one transaction at most, 1 to 1000; fewer where one of them fails. */
  @Nonbinding
  int batch() default 100;

  /** A beginning. */
  enum From {
    /** What is committed from now on. */
    LATEST,
    /** All that the log still has. */
    EARLIEST
  }
}
