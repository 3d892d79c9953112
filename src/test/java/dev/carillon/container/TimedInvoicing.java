package dev.carillon.container;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

@Singleton
public class TimedInvoicing {
  @PersistenceContext private EntityManager entities;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void bill() {
    for (Purchase purchase :
        entities
            .createQuery("SELECT p FROM Purchase p WHERE p.billed = FALSE", Purchase.class)
            .getResultList()) {
      entities.persist(new Invoice(purchase.getId(), purchase.getTotal()));
      purchase.setBilled(true);
    }
  }
}
