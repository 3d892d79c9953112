package dev.carillon.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Digests to be told. */
final class Samples {
  static final UUID TOKEN = UUID.fromString("0dd0b1a5-7e5a-4c1e-9d52-2f4b6a1f0c11");
  static final Links LINKS = new Links("https://www.example.org/carillon");
  private static final Instant EVENING = Instant.parse("2026-11-21T17:03:59Z");

  private Samples() {}

  static Digest.Message message(String channel, String sender, String content) {
    return new Digest.Message(channel, sender, EVENING, content);
  }

  static Digest digest(Digest.Message... shown) {
    return digest(shown.length, List.of(shown));
  }

  static Digest digest(long total, List<Digest.Message> shown) {
    return new Digest(
        UUID.randomUUID(), 2, "Bob", "bob@example.org", TOKEN, total, new ArrayList<>(shown));
  }
}
