package dev.carillon.change;

/** Text from outside, made fit for a message. */
public final class Texts {
  private static final int LONGEST = 100;

  private Texts() {}

  /** The text, or its beginning if it is long: an error must not grow with what caused it. */
  public static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
