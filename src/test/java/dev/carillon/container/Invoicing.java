package dev.carillon.container;

import dev.carillon.change.Changed;
import dev.carillon.change.Durable;
import dev.carillon.change.Durable.From;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

@ApplicationScoped
public class Invoicing {
  @PersistenceContext private EntityManager entities;

  void bill(
      @Observes @Durable(value = "invoicing", from = From.EARLIEST) @Changed(Purchase.class)
          EntityChange<Purchase> change) {
    if (change.op() == Operation.INSERT) {
      Purchase purchase = change.entity();
      entities.persist(new Invoice(purchase.getId(), purchase.getTotal()));
    }
  }
}
