package dev.carillon.progress;

import dev.carillon.change.Watched;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** How far a project is. Triggers write it, so it has no setters and no public constructor. */
@Entity
@Table(name = "project_progress")
@Watched(topic = "progress/{project}")
public class ProjectProgress {
  @Id private Integer project;

  @Column(nullable = false)
  private long done;

  @Column(nullable = false)
  private long total;

  @Column(insertable = false, updatable = false)
  private BigDecimal percent;

  /** For JPA. */
  protected ProjectProgress() {}

  /** As clients get it. */
  Figure figure() {
    return new Figure(done, total, percent);
  }
}
