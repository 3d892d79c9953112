package dev.carillon.job;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored jobs. Each call is a transaction, or joins its caller's. */
@Stateless
public class Jobs {
  @PersistenceContext private EntityManager entities;
  @Resource private SessionContext transaction;

  /** Stores a job; that anybody is told is the trigger's doing. */
  public Job add(JobState state) {
    Job added = new Job(state);
    entities.persist(added);
    entities.flush(); // the database gives the id
    return added;
  }

  public @Nullable Job find(long id) {
    return entities.find(Job.class, id);
  }

  /** Those that are not over, in no order. */
  public List<Job> open() {
    return entities
        .createQuery("SELECT j FROM Job j WHERE j.state IN :open", Job.class)
        .setParameter("open", JobState.OPEN)
        .getResultList();
  }

  /** Changes a job; null if there is none. */
  public @Nullable Job change(long id, JobState state) {
    Job job = entities.find(Job.class, id);
    if (job != null) {
      job.become(state);
    }
    return job;
  }

  /**
   * In one transaction: changes a job and notifies a raw channel, then commits, or rolls both back.
   * False if there is no such job.
   */
  public boolean attempt(long id, JobState state, String channel, boolean commits) {
    Job job = change(id, state);
    if (job == null) {
      return false;
    }
    entities.flush();
    entities
        .createNativeQuery("SELECT CAST(pg_notify(?1, ?2) AS text)")
        .setParameter(1, channel)
        .setParameter(2, state.note())
        .getSingleResult();
    if (!commits) {
      transaction.setRollbackOnly();
    }
    return true;
  }
}
