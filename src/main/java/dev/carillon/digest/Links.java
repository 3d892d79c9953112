package dev.carillon.digest;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Where mails lead. Thread-safe. */
@Singleton
class Links {
  private final String url;

  @Inject
  Links(@Named("carillon.url") String url) {
    this.url = url;
  }

  String chat(int user, String channel) {
    return url
        + "/chat.html?user="
        + user
        + "&channel="
        + URLEncoder.encode(channel, StandardCharsets.UTF_8);
  }

  String unsubscribe(UUID token) {
    return url + "/api/digest/unsubscribe/" + token;
  }
}
