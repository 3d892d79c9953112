package dev.carillon.rest;

import dev.carillon.change.ListenerStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: the listener's thread is there, whether or not PostgreSQL is. It never comes back. */
@Liveness
@Singleton
public class ListenerLiveness implements HealthCheck {
  private final ListenerStatus listener;

  @Inject
  ListenerLiveness(ListenerStatus listener) {
    this.listener = listener;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("carillon-listener-thread").status(listener.isAlive()).build();
  }
}
