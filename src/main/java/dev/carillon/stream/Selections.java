package dev.carillon.stream;

import dev.carillon.change.Catalog;
import dev.carillon.change.Operation;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.TopicSelector;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request says of the changes that it wants, the same way for every transport. May ask
 * the database, so not for the dispatcher. Thread-safe.
 */
@Singleton
public class Selections {
  /** The names that this reads. */
  public static final Set<String> NAMES = Set.of("filter", "fields", "ops", "policy", "numbers");

  private final Filters filters;
  private final Numerals numerals;
  private final Catalog catalog;

  @Inject
  Selections(Filters filters, Numerals numerals, Catalog catalog) {
    this.filters = filters;
    this.numerals = numerals;
    this.catalog = catalog;
  }

  /**
   * What is selected of each of the topics.
   *
   * @param given what the request says under one of the {@link #NAMES}; null if nothing
   * @throws ProblemException 400 that names what is wrong, its value and the rule
   */
  public List<Selection> read(
      List<TopicSelector> topics, Function<String, @Nullable String> given) {
    Given words = new Given(given);
    Filter filter = filters.compile(given.apply("filter"));
    List<String> fields = words.list("fields", "price,symbol");
    Set<Operation> ops = ops(words.list("ops", "insert,delete"));
    Policy policy = words.isOther("policy", "every", "latest") ? Policy.LATEST : Policy.EVERY;
    boolean strings = words.isOther("numbers", "number", "string");
    View view = new View(fields, strings ? numerals : null);
    return topics.stream()
        .map(
            topic -> {
              checkColumns(topic, filter.names(), "filter");
              checkColumns(topic, Set.copyOf(fields), "fields");
              return new Selection(topic, filter, ops, policy, view);
            })
        .toList();
  }

  /** A name that no table has would select nothing for ever, and look like silence. */
  private void checkColumns(TopicSelector topic, Set<String> names, String where) {
    Optional<String> stray = stray(topic, names);
    if (stray.isPresent()) {
      catalog.tables(); // it may have been added since we last looked
      stray = stray(topic, names);
    }
    stray.ifPresent(
        name -> {
          throw new ProblemException(
              Problem.badRequest(
                  where
                      + " must name columns of the topic \""
                      + topic
                      + "\", but names \""
                      + name
                      + "\"; there are "
                      + String.join(", ", catalog.columns(topic))));
        });
  }

  private Optional<String> stray(TopicSelector topic, Set<String> names) {
    Set<String> columns = catalog.columns(topic);
    return names.stream().filter(name -> !leadsInto(columns, name)).findFirst();
  }

  /** Whether it is a column, or leads by dots into one. */
  private static boolean leadsInto(Set<String> columns, String name) {
    return columns.contains(name)
        || columns.stream().anyMatch(column -> name.startsWith(column + "."));
  }

  private static Set<Operation> ops(List<String> labels) {
    if (labels.isEmpty()) {
      return EnumSet.allOf(Operation.class);
    }
    Set<Operation> ops = EnumSet.of(Operation.SNAPSHOT); // it has a wish of its own
    for (String label : labels) {
      ops.add(
          Arrays.stream(Operation.values())
              .filter(op -> op != Operation.SNAPSHOT && op.label().equals(label))
              .findFirst()
              .orElseThrow(() -> unknown(label)));
    }
    return ops;
  }

  private static ProblemException unknown(String label) {
    return new ProblemException(
        Problem.badRequest(
            "ops must be of "
                + EnumSet.complementOf(EnumSet.of(Operation.SNAPSHOT)).stream()
                    .map(Operation::label)
                    .collect(Collectors.joining(", "))
                + ", but has \""
                + label
                + "\""));
  }
}
