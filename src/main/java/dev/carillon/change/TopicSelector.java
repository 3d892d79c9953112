package dev.carillon.change;

import java.nio.charset.StandardCharsets;

/**
 * Which topics a subscriber asks for: one by its exact name, all that begin alike ({@code chat/*}),
 * or all ({@code *}).
 *
 * @param text the exact name, or the beginning
 * @param prefix whether anything may follow
 */
public record TopicSelector(String text, boolean prefix) {
  private static final int LONGEST = 255;

  /**
   * Reads a selector as clients write it.
   *
   * @throws ProblemException 400 if it is empty, too long, or has {@code *} elsewhere than at its
   *     end
   */
  public static TopicSelector parse(String written) {
    int star = written.indexOf('*');
    int bytes = written.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0
        || bytes > LONGEST
        || (star >= 0 && star != written.length() - 1)
        || written.chars().anyMatch(Character::isISOControl)) {
      throw new ProblemException(
          Problem.badRequest(
              "topic must be 1 to 255 bytes, with * only at its end, but is \""
                  + Texts.shortened(written)
                  + "\""));
    }
    return star < 0
        ? new TopicSelector(written, false)
        : new TopicSelector(written.substring(0, star), true);
  }

  /** Whether it selects the topic that a change is told under. */
  public boolean matches(Change change) {
    String topic = change.topic();
    // Of a template, for all its rows; a part of it may stand anywhere: room/*/chat
    int part = change.op().isOfTable() ? topic.indexOf('*') : -1;
    return part >= 0 ? overlaps(topic.substring(0, part)) : matches(topic);
  }

  /** Whether it selects the topic that an update took the row out of, if it did. */
  public boolean matchesLeft(Change change) {
    String left = change.leftTopic();
    return left != null && matches(left);
  }

  private boolean matches(String topic) {
    return prefix ? topic.startsWith(text) : topic.equals(text);
  }

  /** Whether some topic with this beginning could match. */
  public boolean overlaps(String beginning) {
    return text.startsWith(beginning) || (prefix && beginning.startsWith(text));
  }

  @Override
  public String toString() {
    return prefix ? text + "*" : text;
  }
}
