package dev.carillon.digest;

import static dev.carillon.digest.Samples.LINKS;
import static dev.carillon.digest.Samples.digest;
import static dev.carillon.digest.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A digest in words and in colours. */
class DigestTextTest {

  @Test
  void countsOneAsOneAndTwoAsTwo() {
    Digest one = digest(message("lobby", "Abe", "Hello"));
    Digest two = digest(message("lobby", "Abe", "Hello"), message("lobby", "Abe", "?"));

    assertThat(text(one).subject()).isEqualTo("1 unseen message in Carillon");
    assertThat(text(two).subject()).isEqualTo("2 unseen messages in Carillon");
    assertThat(text(one).plain()).contains("you have 1 unseen message.");
    assertThat(page(two)).contains("<strong>2 unseen messages</strong>.");
  }

  @Test
  void saysWhoWroteWhatWhenAndWhereToReadOn() {
    Digest digest =
        digest(
            message("a/b & c", "Abe", "Is it\nlate?"),
            message("direct/2/3", "Charlie", "Yes."),
            message("lobby", "Abe", "One"),
            message("lobby", "Charlie", "Two"));

    assertThat(text(digest).plain())
        .isEqualTo(
            """
            Hello Bob,

            you have 4 unseen messages.

            a/b & c
            -------
            Abe, 21 Nov 2026, 17:03 UTC
              Is it
              late?

            Read on: https://www.example.org/carillon/chat.html?user=2&channel=a%2Fb+%26+c

            Direct, from Charlie
            --------------------
            Charlie, 21 Nov 2026, 17:03 UTC
              Yes.

            Read on: https://www.example.org/carillon/chat.html?user=2&channel=direct%2F2%2F3

            lobby
            -----
            Abe, 21 Nov 2026, 17:03 UTC
              One

            Charlie, 21 Nov 2026, 17:03 UTC
              Two

            Read on: https://www.example.org/carillon/chat.html?user=2&channel=lobby

            --\s
            You get this mail because you have asked Carillon to mail you what you have not seen.
            No more of them: https://www.example.org/carillon/api/digest/unsubscribe/0dd0b1a5-7e5a-4c1e-9d52-2f4b6a1f0c11
            """);
  }

  @Test
  void letsNobodyWriteMarkupIntoAnothersMail() {
    Digest digest =
        digest(
            message(
                "<i>\"x\"</i>",
                "A & B",
                "<script>alert('1')</script> & <img src=x>\r\nnext 50 %s"));

    assertThat(page(digest))
        .contains(
            "&lt;i&gt;&quot;x&quot;&lt;/i&gt;</h2>",
            "<strong>A &amp; B</strong>",
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &lt;img src=x&gt;<br>next 50 %s",
            "user=2&amp;channel=%3Ci%3E%22x%22%3C%2Fi%3E\"")
        .doesNotContain("<script", "<img", "<i>");
  }

  @Test
  void saysWhenItDoesNotShowAll() {
    Digest digest = digest(4711, List.of(message("lobby", "Abe", "Hello")));

    assertThat(text(digest).subject()).isEqualTo("4711 unseen messages in Carillon");
    assertThat(text(digest).plain())
        .contains("you have 4711 unseen messages; these are the newest 1.");
    assertThat(page(digest)).contains("4711 unseen messages</strong>; these are the newest 1.");
  }

  private static DigestText text(Digest digest) {
    return new DigestText(digest, LINKS);
  }

  private static String page(Digest digest) {
    return new DigestHtml(digest, LINKS).page();
  }
}
