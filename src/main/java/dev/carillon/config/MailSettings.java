package dev.carillon.config;

import java.time.Duration;

/** The settings of the mails that tell of what is unseen, checked when they are read. Immutable. */
public final class MailSettings {
  private final SettingReader read;

  MailSettings(SettingReader read) {
    this.read = read;
    url();
    digestAfter();
    var unused = read.number(Setting.MAIL_PORT, 1, 65535); // the container's mail session uses it
  }

  /** Where people find Carillon, without a slash at the end. */
  public String url() {
    String url = read.optional(Setting.URL).orElseGet(this::runUrl);
    if (!url.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
      throw new InvalidSettingException(Setting.URL, "scheme://host or scheme://host/path", url);
    }
    return url.replaceAll("/+$", "");
  }

  private String runUrl() {
    String address = read.text(Setting.HTTP_ADDRESS);
    boolean all = address.equals("0.0.0.0") || address.equals("::");
    String host = all ? "localhost" : address.contains(":") ? "[" + address + "]" : address;
    return "http://" + host + ":" + read.text(Setting.HTTP_PORT) + "/carillon";
  }

  public Duration digestAfter() {
    return read.duration(Setting.DIGEST_AFTER, Duration.ofSeconds(1), Duration.ofDays(30));
  }

  /** Whether anybody is mailed at all. */
  public boolean mails() {
    return read.optional(Setting.MAIL_HOST).isPresent();
  }
}
