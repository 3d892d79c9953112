package dev.carillon.progress;

import dev.carillon.change.Change;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.LiveCopy;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Row;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All projects and how far they are, in memory: calculated once a transaction by triggers, told
 * once by the log, and nobody who looks costs the database anything. Thread-safe.
 */
@Singleton
public class Overview {
  private static final String PROJECTS = "public.project";
  private static final String FIGURES = "public.project_progress";
  private final LiveCopy<SortedMap<Integer, ProjectLine>> copy;

  @Inject
  Overview(Projects projects, ListenerStatus listener) {
    copy = new LiveCopy<>(listener::isConnected, () -> byId(projects.all()), Overview::follows);
  }

  /** In the listener's thread, as what follows; both only touch memory. */
  void opened(@Observes LogOpened log) {
    copy.opened();
  }

  void changed(@Observes Change change) {
    if (change.table().equals(PROJECTS) || change.table().equals(FIGURES)) {
      copy.changed(change);
    }
  }

  /** By id. */
  public List<ProjectLine> all() {
    return copy.ask(lines -> List.copyOf(lines.values()));
  }

  static SortedMap<Integer, ProjectLine> byId(List<ProjectLine> projects) {
    SortedMap<Integer, ProjectLine> lines = new TreeMap<>();
    projects.forEach(line -> lines.put(line.id(), line));
    return lines;
  }

  /**
   * A project comes before its first figure, and goes before its last one does: so a figure without
   * a project is of one that is gone, or of one that is not read yet.
   */
  static boolean follows(SortedMap<Integer, ProjectLine> lines, Change change) {
    if (change.op().isOfTable()) {
      return false;
    }
    if (change.table().equals(FIGURES)) {
      figure(lines, change.newRow());
    } else {
      project(lines, change.oldRow(), change.newRow());
    }
    return true;
  }

  private static void project(
      SortedMap<Integer, ProjectLine> lines, @Nullable Row before, @Nullable Row now) {
    ProjectLine known = before == null ? null : lines.remove(id(before, "id"));
    if (now != null) {
      int id = id(now, "id");
      ProjectLine line = known == null ? lines.get(id) : known;
      lines.put(id, ProjectLine.of(id, now.text("name"), line));
    }
  }

  private static void figure(SortedMap<Integer, ProjectLine> lines, @Nullable Row now) {
    if (now != null) {
      lines.computeIfPresent(
          id(now, "project"),
          (id, line) ->
              new ProjectLine(
                  id,
                  line.name(),
                  Long.parseLong(now.text("done")),
                  Long.parseLong(now.text("total")),
                  new BigDecimal(now.text("percent"))));
    }
  }

  private static int id(Row row, String column) {
    return Integer.parseInt(row.text(column));
  }
}
