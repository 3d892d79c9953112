package dev.carillon.config;

/** The settings of durable observers, checked when they are read. Immutable. */
public final class ObserverSettings {
  private final SettingReader read;

  ObserverSettings(SettingReader read) {
    this.read = read;
    steer();
  }

  /** Whether requests may pause, resume and rewind observers. */
  public boolean steer() {
    return read.flag(Setting.OBSERVERS_STEER, "on or off");
  }
}
