package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.Durable;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A durable observer as its methods declare it.
 *
 * @param durable what they all say of it
 * @param parts the methods, in the order of their priority
 */
record Declaration(Durable durable, List<Part> parts) implements Work {
  private static final int LARGEST_BATCH = 1000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /**
   * Puts the methods of one name together.
   *
   * @throws DefinitionException if they can't be one observer
   */
  static Declaration of(List<Part> parts) {
    Durable first = parts.get(0).durable();
    String name = first.value();
    if (!NAME.matcher(name).matches()) {
      throw new DefinitionException(
          "the name of a durable observer must be 1 to 63 letters, digits, dots, hyphens and underscores, but is \""
              + name
              + "\"");
    }
    if (first.tries() < 0) {
      throw new DefinitionException(
          "tries of @Durable(\"%s\") must be 0 or more, but is %d".formatted(name, first.tries()));
    }
    if (first.batch() < 1 || first.batch() > LARGEST_BATCH) {
      throw new DefinitionException(
          "batch of @Durable(\"%s\") must be between 1 and %d, but is %d"
              .formatted(name, LARGEST_BATCH, first.batch()));
    }
    for (Part part : parts) {
      if (!part.durable().equals(first)) {
        throw new DefinitionException(
            "methods of one durable observer must say the same of it, but there are %s and %s"
                .formatted(first, part.durable()));
      }
    }
    Comparator<Part> order = Comparator.comparingInt(part -> part.ear().method().getPriority());
    return new Declaration(
        first,
        parts.stream()
            .sorted(order.thenComparing(part -> part.ear().method().toString()))
            .toList());
  }

  @Override
  public String name() {
    return durable.value();
  }

  @Override
  public int tries() {
    return durable.tries();
  }

  @Override
  public boolean fromEarliest() {
    return durable.from() == Durable.From.EARLIEST;
  }

  @Override
  public int batch() {
    return durable.batch();
  }

  @Override
  public boolean wants(Change change) {
    for (Part part : parts) { // every change is asked about, by the listener: no stream for each
      if (part.wants(change)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void deliver(Change change) {
    for (Part part : parts) {
      if (part.wants(change)) {
        part.deliver(change);
      }
    }
  }
}
