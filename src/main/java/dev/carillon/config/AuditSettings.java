package dev.carillon.config;

import java.time.Duration;
import java.util.List;

/** The settings of the audit, checked when they are read. Immutable. */
public final class AuditSettings {
  private final SettingReader read;

  AuditSettings(SettingReader read) {
    this.read = read;
    topics();
    retention();
  }

  /** What it keeps, as it is set; empty: there is none. */
  public List<String> topics() {
    return read.topics(Setting.AUDIT_TOPICS);
  }

  public Duration retention() {
    return read.duration(Setting.AUDIT_RETENTION, Duration.ofHours(1), Duration.ofDays(36500));
  }
}
