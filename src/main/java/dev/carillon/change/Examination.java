package dev.carillon.change;

/** Looks for whatever may be wrong with the database, as Carillon needs it. Thread-safe. */
public interface Examination {
  /**
   * Looks now. Takes less than a second as a rule, and some seconds where PostgreSQL does not
   * answer; blocks so long, and never throws: what can't be looked at is a finding, too.
   */
  Diagnosis examine();
}
