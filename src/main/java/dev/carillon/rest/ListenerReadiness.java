package dev.carillon.rest;

import dev.carillon.change.ListenerStatus;
import dev.carillon.change.ListenerStatus.State;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: PostgreSQL is listened to. Without it nothing new arrives, so a load balancer should
 * prefer another node.
 */
@Readiness
@Singleton
public class ListenerReadiness implements HealthCheck {
  private final ListenerStatus listener;

  @Inject
  ListenerReadiness(ListenerStatus listener) {
    this.listener = listener;
  }

  @Override
  public HealthCheckResponse call() {
    boolean up = listener.state() != State.DISCONNECTED;
    var response = HealthCheckResponse.named("carillon-listener").status(up);
    return (up ? response : response.withData("reason", listener.reason())).build();
  }
}
