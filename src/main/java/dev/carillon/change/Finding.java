package dev.carillon.change;

import java.util.Locale;

/**
 * One thing that the doctor has looked at.
 *
 * @param id the kind of finding, the same for ever: programs may ask for it
 * @param subject what it is about, such as a table
 * @param found what is there
 * @param meaning what that means for Carillon; empty if it is as it should be
 * @param cure what mends it: a command to be pasted, or a sentence where there is none; empty if
 *     there is nothing to mend
 */
public record Finding(
    String id, Level level, String subject, String found, String meaning, String cure) {

  /** How bad it is, the worst last. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Good to know; nothing that is promised depends on it. */
    NOTE,
    /** Something is lost or late, or will be. */
    WARNING,
    /** Carillon, or a watch, does not work. */
    ERROR;

    /** As people and programs see it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether somebody should do something about it. */
  public boolean isBad() {
    return level.compareTo(Level.WARNING) >= 0;
  }
}
