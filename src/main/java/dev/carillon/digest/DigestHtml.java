package dev.carillon.digest;

import java.util.List;
import java.util.stream.Collectors;

/** A digest as an HTML page with its styles inline, since mail readers drop all others. */
record DigestHtml(Digest digest, Links links) {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <meta name="color-scheme" content="light"><title>%s</title></head>
      <body style="margin:0;padding:16px;background:#f6f3ec;color:#1d2a2b;font:16px/1.5 Verdana,Roboto,'DejaVu Sans',sans-serif">
      <div style="max-width:600px;margin:0 auto;overflow-wrap:anywhere;word-break:break-word">
      <p style="margin:0;padding:12px 20px;background:#12413e;color:#f3ead8;border-radius:12px 12px 0 0;font:600 20px/1.5 Georgia,'DejaVu Serif',serif">Carillon</p>
      <div style="padding:4px 20px 20px;background:#fffdf9;border:1px solid #dfd8ca;border-top:0;border-radius:0 0 12px 12px">
      <p>Hello %s,<br>you have <strong>%s</strong>%s.</p>
      %s
      </div>
      <p style="font-size:13px;color:#566263">%s<br><a href="%s" style="color:#566263">No more of them</a></p>
      </div></body></html>
      """;

  private static final String CHANNEL =
      """
      <h2 style="margin:24px 0 8px;font:600 18px/1.3 Georgia,'DejaVu Serif',serif">%s</h2>
      %s
      <p style="margin:12px 0 0"><a href="%s" style="display:inline-block;padding:8px 16px;background:#87530f;color:#fffaf0;border-radius:8px;text-decoration:none;font-weight:600">Read on in the chat</a></p>
      """;

  private static final String MESSAGE =
      """
      <div style="margin:0 0 8px;padding:8px 12px;background:#efeae0;border-left:3px solid #87530f;border-radius:0 8px 8px 0"><strong>%s</strong> <span style="color:#566263;font-size:13px">%s</span><br>%s</div>
      """;

  String page() {
    String channels =
        DigestText.byChannel(digest).entrySet().stream()
            .map(channel -> channel(channel.getKey(), channel.getValue()))
            .collect(Collectors.joining());
    return PAGE.formatted(
        escaped(new DigestText(digest, links).subject()),
        escaped(digest.name()),
        digest.count(),
        DigestText.more(digest),
        channels,
        DigestText.BECAUSE,
        escaped(links.unsubscribe(digest.token())));
  }

  private String channel(String channel, List<Digest.Message> messages) {
    String title = escaped(DigestText.title(channel, messages));
    return CHANNEL.formatted(
        title,
        messages.stream().map(DigestHtml::message).collect(Collectors.joining()),
        escaped(links.chat(digest.reader(), channel)));
  }

  private static String message(Digest.Message message) {
    return MESSAGE.formatted(
        escaped(message.sender()),
        DigestText.time(message.createdAt()),
        escaped(message.content().strip()).replaceAll("\r\n|\r|\n", "<br>"));
  }

  /** As text of an element, and in an attribute: names and contents are anybody's. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
