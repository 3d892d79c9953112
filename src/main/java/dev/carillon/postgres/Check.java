package dev.carillon.postgres;

import java.sql.SQLException;

/** One thing that the doctor looks at. */
interface Check {
  /** What it looks at, for people. */
  String subject();

  /**
   * Looks, and writes down what it finds.
   *
   * @throws SQLException if it can't look, which is a finding as well
   */
  void look(Chart chart) throws SQLException;
}
