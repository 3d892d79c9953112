package dev.carillon.config;

import java.util.Optional;

/** Who brings tables and watches into the database, checked when they are read. Immutable. */
public final class SchemaSettings {
  private final SettingReader read;

  SchemaSettings(SettingReader read) {
    this.read = read;
    liquibase();
    watchApply();
  }

  /** Whether the server brings the schema up to date by itself. */
  public boolean liquibase() {
    return read.flag(Setting.LIQUIBASE, "on or off");
  }

  /** An application's own changelog on the class path, run after ours; empty: there is none. */
  public Optional<String> changelog() {
    return read.optional(Setting.CHANGELOG);
  }

  /** Whether it declares the watches that entities say. */
  public boolean watchApply() {
    return read.flag(Setting.WATCH_APPLY, "true or false");
  }
}
