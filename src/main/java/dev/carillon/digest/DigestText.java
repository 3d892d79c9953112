package dev.carillon.digest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A digest in words: its subject, and its plain part. {@link DigestHtml} says the same in colours.
 */
record DigestText(Digest digest, Links links) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static final String BECAUSE =
      "You get this mail because you have asked Carillon to mail you what you have not seen.";

  String subject() {
    return digest.count() + " in Carillon";
  }

  String plain() {
    String channels =
        byChannel(digest).entrySet().stream()
            .map(channel -> channel(channel.getKey(), channel.getValue()))
            .collect(Collectors.joining("\n"));
    return "Hello "
        + digest.name()
        + ",\n\nyou have "
        + digest.count()
        + more(digest)
        + ".\n\n"
        + channels
        + "\n-- \n"
        + BECAUSE
        + "\nNo more of them: "
        + links.unsubscribe(digest.token())
        + "\n";
  }

  private String channel(String channel, List<Digest.Message> messages) {
    String heading = title(channel, messages);
    return heading
        + "\n"
        + "-".repeat(heading.codePointCount(0, heading.length()))
        + "\n"
        + messages.stream().map(DigestText::message).collect(Collectors.joining())
        + "Read on: "
        + links.chat(digest.reader(), channel)
        + "\n";
  }

  private static String message(Digest.Message message) {
    return message.sender()
        + ", "
        + time(message.createdAt())
        + "\n"
        + message.content().strip().indent(2)
        + "\n";
  }

  /** What is said where not all are shown. */
  static String more(Digest digest) {
    return digest.more() == 0 ? "" : "; these are the newest " + digest.shown().size();
  }

  /** In the order in which they come. */
  static Map<String, List<Digest.Message>> byChannel(Digest digest) {
    return digest.shown().stream()
        .collect(
            Collectors.groupingBy(
                Digest.Message::channel, LinkedHashMap::new, Collectors.toList()));
  }

  /** A channel as people call it: in a direct one, whoever wrote is the other. */
  static String title(String channel, List<Digest.Message> messages) {
    return channel.startsWith("direct/") ? "Direct, from " + messages.get(0).sender() : channel;
  }

  static String time(Instant time) {
    return TIME.format(time);
  }
}
