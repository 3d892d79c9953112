package dev.carillon.change;

/** A text was to be a position but is none. */
public final class MalformedPositionException extends IllegalArgumentException {
  MalformedPositionException(String text) {
    super(
        "A position must have the form epoch.n, such as 1.1042, but is \""
            + Texts.shortened(text)
            + "\"");
  }
}
