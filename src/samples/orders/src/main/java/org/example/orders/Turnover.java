package org.example.orders;

import dev.carillon.change.Changed;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;

/** What this node has seen ordered, whoever placed the order: REST, psql, another node. */
@ApplicationScoped
public class Turnover {
  private BigDecimal sum = BigDecimal.ZERO;

  synchronized void on(@Observes @Changed(Order.class) EntityChange<Order> change) {
    if (change.op() == Operation.INSERT) {
      sum = sum.add(change.newEntity().getPrice());
    }
  }

  public synchronized BigDecimal sum() {
    return sum;
  }
}
