package dev.carillon.job;

import dev.carillon.change.Change;
import dev.carillon.change.EntityReader;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.LiveCopy;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Row;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The jobs that are not over, in memory: many may ask again and again how many are before theirs,
 * and none of them asks the database. Thread-safe.
 */
@Singleton
public class OpenJobs {
  /**
   * By hand, and not by observing an {@code EntityChange}: while nobody asks, nothing need be read.
   */
  static final EntityReader<Job> JOBS = EntityReader.of(Job.class);

  private final LiveCopy<SortedMap<Long, Job>> copy;

  /**
   * How many there are, and the oldest of them.
   *
   * @param jobs oldest first
   */
  public record Summary(long queued, long running, List<Job> jobs) {
    static Summary of(SortedMap<Long, Job> open, int limit) {
      long running =
          open.values().stream().filter(job -> job.getState().equals(JobState.RUNNING)).count();
      return new Summary(
          open.size() - running, running, open.values().stream().limit(limit).toList());
    }
  }

  @Inject
  OpenJobs(Jobs jobs, ListenerStatus listener) {
    copy = new LiveCopy<>(listener::isConnected, () -> byId(jobs.open()), OpenJobs::follows);
  }

  /** In the listener's thread, as what follows; both only touch memory. */
  void opened(@Observes LogOpened log) {
    copy.opened();
  }

  /** Not by a topic: each job has one of its own. */
  void changed(@Observes Change change) {
    if (change.table().equals(JOBS.table())) {
      copy.changed(change);
    }
  }

  Summary summary(int limit) {
    return copy.ask(open -> Summary.of(open, limit));
  }

  static SortedMap<Long, Job> byId(List<Job> jobs) {
    SortedMap<Long, Job> open = new TreeMap<>();
    jobs.forEach(job -> open.put(job.getId(), job));
    return open;
  }

  /**
   * A change says all about its job; only after what concerns the whole table that has to be read.
   */
  static boolean follows(SortedMap<Long, Job> open, Change change) {
    Row before = change.oldRow();
    if (before != null) {
      open.remove(Long.valueOf(before.text("id")));
    }
    Row now = change.newRow();
    if (now != null && JobState.OPEN.contains(now.text("state"))) {
      Job job = JOBS.entity(now);
      open.put(job.getId(), job);
    }
    return !change.op().isOfTable();
  }
}
