package dev.carillon.progress;

import java.math.BigDecimal;

/** A project and how far it is, as a line of the list of projects. */
public record ProjectLine(int id, String name, long done, long total, BigDecimal percent) {
  static ProjectLine of(Project project, ProjectProgress progress) {
    Figure figure = progress.figure();
    return new ProjectLine(
        project.getId(), project.getName(), figure.done(), figure.total(), figure.percent());
  }
}
