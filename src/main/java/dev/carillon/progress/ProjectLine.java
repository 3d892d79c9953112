package dev.carillon.progress;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A project and how far it is, as a line of the list of projects. */
public record ProjectLine(int id, String name, long done, long total, BigDecimal percent) {
  private static final BigDecimal NOTHING = new BigDecimal("0.0");

  static ProjectLine of(Project project, ProjectProgress progress) {
    Figure figure = progress.figure();
    return new ProjectLine(
        project.getId(), project.getName(), figure.done(), figure.total(), figure.percent());
  }

  /**
   * Under another name.
   *
   * @param known how far it is by now; null if it was only just begun
   */
  static ProjectLine of(int id, String name, @Nullable ProjectLine known) {
    return known == null
        ? new ProjectLine(id, name, 0, 0, NOTHING)
        : new ProjectLine(id, name, known.done, known.total, known.percent);
  }
}
