package dev.carillon.progress;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored tasks. Each call is a transaction, or joins its caller's. */
@Stateless
public class Tasks {
  private static final String IMPORT =
      "INSERT INTO task (project, title, changed_by)"
          + " SELECT ?1, 'Imported task ' || i, ?2 FROM generate_series(1, ?3) i";

  @PersistenceContext private EntityManager entities;

  /** The tasks of a project after an id, by their ids. */
  public List<Task> of(int project, long after, int limit) {
    return entities
        .createQuery(
            "SELECT t FROM Task t WHERE t.project = :project AND t.id > :after ORDER BY t.id",
            Task.class)
        .setParameter("project", project)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }

  public @Nullable Task find(long id) {
    return entities.find(Task.class, id);
  }

  /** A user; null if there is none. */
  public @Nullable Member member(int id) {
    return entities.find(Member.class, id);
  }

  public List<Member> members() {
    return entities
        .createQuery("SELECT m FROM Member m ORDER BY m.id", Member.class)
        .getResultList();
  }

  /** Adds a task. */
  public Task add(int project, TaskText text, String by) {
    Task added = new Task(project, text, by);
    entities.persist(added);
    return asStored(added);
  }

  /**
   * Changes a task, if it is still as it was read; null if there is none.
   *
   * @throws StaleTaskException if it is not
   */
  public @Nullable Task change(long id, TaskEdit edit, String by) {
    Task task = entities.find(Task.class, id);
    if (task == null) {
      return null;
    }
    if (task.getVersion() != edit.version()) {
      throw new StaleTaskException(id, edit.version());
    }
    task.take(edit.text(), edit.done(), by);
    try {
      return asStored(task);
    } catch (OptimisticLockException e) { // somebody was quicker between our reading and writing
      throw new StaleTaskException(id, edit.version());
    }
  }

  /** Deletes a task; false if there is none. */
  public boolean delete(long id) {
    return entities
            .createQuery("DELETE FROM Task t WHERE t.id = :id")
            .setParameter("id", id)
            .executeUpdate()
        > 0;
  }

  /** Makes many tasks in one transaction, as a file from elsewhere would; returns how many. */
  public int importMany(int project, int count, String by) {
    return entities
        .createNativeQuery(IMPORT)
        .setParameter(1, project)
        .setParameter(2, by)
        .setParameter(3, count)
        .executeUpdate();
  }

  /** Flushed and read again: triggers have had their say. */
  private Task asStored(Task task) {
    entities.flush();
    entities.refresh(task);
    return task;
  }
}
