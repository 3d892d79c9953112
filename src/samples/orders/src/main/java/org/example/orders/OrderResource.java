package org.example.orders;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;

/** Takes orders. */
@RequestScoped
@Path("orders")
public class OrderResource {
  @PersistenceContext private EntityManager orders;
  @Inject private Turnover turnover;

  @POST
  @Transactional
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Order place(Order order) {
    orders.persist(order);
    return order;
  }

  /** By what this node has observed since it started. */
  @GET
  @Path("turnover")
  @Produces(MediaType.TEXT_PLAIN)
  public BigDecimal turnover() {
    return turnover.sum();
  }
}
