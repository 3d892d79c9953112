package dev.carillon.container;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The threads of the server that a test runs in. */
final class Threads {
  private Threads() {}

  /** How many there are whose name begins so. */
  static long count(String name) {
    return alive().filter(thread -> thread.getName().startsWith(name)).count();
  }

  /** Of the applications that have a thread of this name. */
  static Set<ClassLoader> loaders(String name) {
    return alive()
        .filter(thread -> thread.getName().equals(name))
        .map(Thread::getContextClassLoader)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The names of those that keep an application's classes from being unloaded. */
  static List<String> holding(Set<ClassLoader> loaders) {
    return alive()
        .filter(thread -> loaders.contains(thread.getContextClassLoader()))
        .map(Thread::getName)
        .toList();
  }

  private static Stream<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive);
  }
}
