package dev.carillon.stream;

import java.util.concurrent.ThreadFactory;

/**
 * The container's threads, under a name by which people find them. Thread-safe.
 *
 * @param threads makes them
 * @param name of each of them
 */
public record NamedThreads(ThreadFactory threads, String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName(name);
    return thread;
  }
}
