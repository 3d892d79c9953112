package dev.carillon.digest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one user is mailed: the messages are marked as mailed already.
 *
 * @param id on each of its messages
 * @param token by which whoever has the mail may end these mails
 * @param total how many messages it tells of
 * @param shown the newest of them, by channel and age
 */
public record Digest(
    UUID id, int reader, String name, String email, UUID token, long total, List<Message> shown) {

  /** A message that its reader has not seen. */
  public record Message(String channel, String sender, Instant createdAt, String content) {}

  /** Such as {@code 1 unseen message}. */
  String count() {
    return total + (total == 1 ? " unseen message" : " unseen messages");
  }

  /** How many it tells of and does not show. */
  long more() {
    return total - shown.size();
  }
}
