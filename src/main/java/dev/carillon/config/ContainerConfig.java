package dev.carillon.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Hands what the container owns to whoever asks for it in a constructor: settings, clock and
 * threads.
 */
@Singleton
class ContainerConfig {
  @Produces @Resource ManagedThreadFactory threads;

  @Produces @Resource
  ManagedScheduledExecutorService executor; // for those who want a plain executor too

  @Produces
  @Singleton
  Settings settings() {
    return new Settings(name -> ConfigProvider.getConfig().getOptionalValue(name, String.class));
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
