package dev.carillon.rest;

import dev.carillon.stream.Hub;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive: the dispatcher runs. Nothing but a restart would bring it back; a database that is away is
 * no reason for one.
 */
@Liveness
@Singleton
public class DispatcherLiveness implements HealthCheck {
  private final Hub hub;

  @Inject
  DispatcherLiveness(Hub hub) {
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("carillon-dispatcher").status(hub.isAlive()).build();
  }
}
