package dev.carillon.progress;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored projects. Each call is a transaction, or joins its caller's. */
@Stateless
public class Projects {
  @PersistenceContext private EntityManager entities;

  /** Each with how far it is, by one query: a list never mixes two moments. */
  public List<ProjectLine> all() {
    return entities
        .createQuery(
            "SELECT p, f FROM Project p, ProjectProgress f WHERE f.project = p.id ORDER BY p.id",
            Object[].class)
        .getResultStream()
        .map(row -> ProjectLine.of((Project) row[0], (ProjectProgress) row[1]))
        .toList();
  }

  public Project add(String name) {
    Project added = new Project(name);
    entities.persist(added);
    entities.flush(); // the database gives the id
    return added;
  }

  public @Nullable Project find(int id) {
    return entities.find(Project.class, id);
  }

  /** How far it is: one row by its key, however many tasks the project has. */
  public @Nullable Figure figure(int id) {
    ProjectProgress progress = entities.find(ProjectProgress.class, id);
    return progress == null ? null : progress.figure();
  }

  /** Deletes it and its tasks; false if there is none. */
  public boolean delete(int id) {
    return entities
            .createQuery("DELETE FROM Project p WHERE p.id = :id")
            .setParameter("id", id)
            .executeUpdate()
        > 0;
  }
}
