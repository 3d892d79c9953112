package dev.carillon.chat;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Those who write and read. */
@Stateless
public class Users {
  @PersistenceContext private EntityManager entities;

  /** All of them, in the order of their ids. */
  public List<AppUser> all() {
    return entities
        .createQuery("SELECT u FROM AppUser u ORDER BY u.id", AppUser.class)
        .getResultList();
  }
}
