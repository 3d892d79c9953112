package org.example.orders;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;

/** What is ordered, whoever places the order: REST, psql, another node. */
@ApplicationScoped
public class Turnover {
  private BigDecimal sum = BigDecimal.ZERO;

  synchronized void on(@Observes @Topic("orders") Change change) {
    if (change.op() == Operation.INSERT) {
      sum = sum.add(new BigDecimal(change.newRow().text("price")));
    }
  }

  synchronized BigDecimal sum() {
    return sum;
  }
}
