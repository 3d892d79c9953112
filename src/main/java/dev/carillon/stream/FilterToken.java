package dev.carillon.stream;

/**
 * A word of a filter, as RSQL's grammar has them.
 *
 * @param text as it was written; empty at the end
 * @param at where it begins in the filter
 */
record FilterToken(Kind kind, String text, int at) {
  enum Kind {
    VALUE,
    OPERATOR,
    AND,
    OR,
    OPEN,
    CLOSE,
    END
  }

  /** The same without what may be written in several ways: line breaks, words for signs. */
  String terse() {
    return switch (kind) {
      case AND -> ";";
      case OR -> ",";
      default -> text;
    };
  }

  /** A value without its quotes. Escapes stay, so only for what has none. */
  String plain() {
    boolean quoted = text.startsWith("\"") || text.startsWith("'");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
