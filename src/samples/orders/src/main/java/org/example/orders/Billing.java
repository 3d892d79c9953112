package org.example.orders;

import dev.carillon.change.Changed;
import dev.carillon.change.Durable;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * One invoice an order, whatever happens: its place in the log and the invoice are committed
 * together, by one node at a time.
 */
@ApplicationScoped
public class Billing {
  @PersistenceContext private EntityManager invoices;

  void on(@Observes @Durable("billing") @Changed(Order.class) EntityChange<Order> change) {
    if (change.op() == Operation.INSERT) {
      invoices.persist(new Invoice(change.newEntity()));
    }
  }
}
