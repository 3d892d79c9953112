package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.TopicSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cursor looks for. Subscribers with equal interests at the same place share their bytes.
 *
 * @param topics any of these
 * @param elsewhere but nothing that another cursor of the same subscriber delivers
 */
record Interest(List<TopicSelector> topics, List<Since> elsewhere) {
  /** A selector whose changes after a number, up to another, are delivered. */
  record Since(TopicSelector topic, long after, long upTo) {
    boolean covers(Change change) {
      long n = change.position().n();
      return n > after && n <= upTo && topic.matches(change);
    }
  }

  static Interest in(List<TopicSelector> topics) {
    return new Interest(List.copyOf(topics), List.of());
  }

  boolean matches(Change change) {
    for (TopicSelector topic : topics) {
      if (topic.matches(change)) {
        return elsewhere.isEmpty() || elsewhere.stream().noneMatch(since -> since.covers(change));
      }
    }
    return false;
  }

  Interest and(TopicSelector topic) {
    if (topics.contains(topic)) {
      return this;
    }
    List<TopicSelector> all = new ArrayList<>(topics);
    all.add(topic);
    return new Interest(List.copyOf(all), elsewhere);
  }

  /** Without a topic, whose cursor has come so far: what it has not delivered is ours now. */
  Interest without(TopicSelector topic, long reached) {
    return new Interest(
        topics.stream().filter(t -> !t.equals(topic)).toList(),
        elsewhere.stream()
            .map(s -> s.topic().equals(topic) ? new Since(topic, s.after(), reached) : s)
            .toList());
  }
}
