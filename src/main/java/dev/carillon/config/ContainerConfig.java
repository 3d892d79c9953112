package dev.carillon.config;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Hands what the container owns to whoever asks for it in a constructor: settings, clock and
 * threads.
 */
@Singleton
class ContainerConfig {
  @Produces @Resource ManagedThreadFactory threads;

  /** For work that may block. */
  @Produces
  @Typed(ManagedExecutorService.class)
  @Resource
  ManagedExecutorService executor;

  /** For timers: on Payara one thread, unless told otherwise. */
  @Produces
  @Typed({ManagedScheduledExecutorService.class, ScheduledExecutorService.class})
  @Resource
  ManagedScheduledExecutorService clock;

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

  // By name, for applications: they know no Settings

  @Produces
  @Named("carillon.url")
  String url(Settings settings) {
    return settings.mail().url();
  }

  @Produces
  @Named("carillon.digest.after")
  Duration digestAfter(Settings settings) {
    return settings.mail().digestAfter();
  }

  @Produces
  @Named("carillon.mails")
  Boolean mails(Settings settings) {
    return settings.mail().mails();
  }

  @Produces
  @Named("carillon.audit.topics")
  List<String> auditTopics(Settings settings) {
    return settings.audit().topics();
  }

  @Produces
  @Named("carillon.audit.retention")
  Duration auditRetention(Settings settings) {
    return settings.audit().retention();
  }
}
