package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.Interest.Since;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way a subscriber goes through the log: stretches, one after the other, the last without an
 * end. A topic added with an older place than the rest gets a stretch of its own up to where the
 * rest is; whatever the topics overlap, nothing comes twice.
 */
final class Route {
  private final Deque<Span> spans = new ArrayDeque<>();
  private final Map<Selection, Long> since = new LinkedHashMap<>();

  /** The stretch to walk now; null if there is none. */
  @Nullable Span current() {
    while (!spans.isEmpty() && spans.getFirst().isDone()) {
      spans.removeFirst();
    }
    return spans.peekFirst();
  }

  void add(Selection selection, Position from) {
    if (since.keySet().stream().anyMatch(s -> s.topic().equals(selection.topic()))) {
      return;
    }
    Span open = spans.pollLast();
    if (open == null) {
      spans.add(new Span(Interest.in(List.of(selection)), from, Span.OPEN));
    } else if (from.n()
        > open.cursor().n()) { // the client is behind with the rest: that stretch first
      spans.add(new Span(open.interest(), open.cursor(), from.n()));
      spans.add(new Span(open.interest().and(selection), from, Span.OPEN));
    } else {
      if (from.n() < open.cursor().n()) {
        List<Since> elsewhere =
            since.entrySet().stream()
                .map(s -> new Since(s.getKey(), s.getValue(), Span.OPEN))
                .toList();
        spans.add(new Span(new Interest(List.of(selection), elsewhere), from, open.cursor().n()));
      }
      open.interest(open.interest().and(selection));
      spans.add(open);
    }
    since.put(selection, from.n());
  }

  void remove(TopicSelector topic) {
    since.keySet().removeIf(selection -> selection.topic().equals(topic));
    long reached =
        spans.stream()
            .filter(span -> span.interest().has(topic))
            .mapToLong(span -> span.cursor().n())
            .findFirst()
            .orElse(Span.OPEN);
    spans.forEach(span -> span.interest(span.interest().without(topic, reached)));
    spans.removeIf(span -> span.interest().selections().isEmpty());
  }

  /** Forgets every stretch but the last and puts its cursor here; whether there was one. */
  boolean restart(Position at) {
    Span open = spans.peekLast();
    spans.clear();
    if (open == null) {
      return false;
    }
    since.replaceAll((selection, after) -> at.n());
    spans.add(new Span(open.interest(), at, Span.OPEN));
    return true;
  }

  /** What it follows, and from where on. */
  Stream<Standing.Followed> follows() {
    return since.entrySet().stream()
        .map(each -> new Standing.Followed(each.getKey(), each.getValue()));
  }

  /** A position from which nothing is missed; the newest one if nothing is subscribed to. */
  @Nullable Position safePosition(@Nullable Position newest) {
    return spans.stream().map(Span::cursor).min(Position::compareTo).orElse(newest);
  }
}
