package dev.carillon.rest;

import java.util.Locale;

/** How a constant is written in JSON: {@code TOO_SLOW} as {@code too-slow}. */
final class Label {
  private Label() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
