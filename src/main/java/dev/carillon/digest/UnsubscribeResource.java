package dev.carillon.digest;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/**
 * {@code /api/digest/unsubscribe/{token}}: where the mails' own link leads. Looking at it changes
 * nothing, since scanners of mails follow every link; a POST does it, by the page's button or by
 * the mail reader's own (RFC 8058).
 */
@Singleton
@Path("digest/unsubscribe/{token: [0-9a-f-]{36}}")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public class UnsubscribeResource {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>%1$s · Carillon</title>
      <link rel="icon" href="../../../bell.svg" type="image/svg+xml"><link rel="stylesheet" href="../../../carillon.css"></head>
      <body><header class="masthead"><span class="brand">Carillon</span></header>
      <main><section class="card"><h1>%1$s</h1><p>%2$s</p>%3$s</section></main></body></html>
      """;

  private static final String BUTTON =
      "<form method=\"post\"><button type=\"submit\" class=\"primary\">Mail me no more</button></form>";

  private Subscriptions subscriptions;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** Asks. */
  @GET
  public Response ask(@PathParam("token") String token) {
    Subscription found = found(token);
    return found.digest()
        ? page(
            "No more mails?",
            "What is unseen is mailed to <strong>%s</strong>.".formatted(address(found)),
            BUTTON)
        : ended(found);
  }

  /** Does it, whatever the body says: there is nothing else to be done here. */
  @POST
  public Response end(@PathParam("token") String token) {
    Subscription found = found(token);
    subscriptions.end(UUID.fromString(token));
    return ended(found);
  }

  private static Response ended(Subscription found) {
    return page(
        "No more mails",
        "<strong>%s</strong> is mailed nothing any more. The chat is where you can change your mind."
            .formatted(address(found)),
        "");
  }

  private static Response page(String title, String sentence, String more) {
    return Response.ok(PAGE.formatted(title, sentence, more))
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "same-origin") // with none the button's own origin would be lost
        .build();
  }

  private static String address(Subscription subscription) {
    return DigestHtml.escaped(String.valueOf(subscription.email()));
  }

  private Subscription found(String token) {
    try {
      return subscriptions.by(UUID.fromString(token)).orElseThrow(UnsubscribeResource::none);
    } catch (IllegalArgumentException notOne) {
      throw none();
    }
  }

  private static ProblemException none() {
    return new ProblemException(
        Problem.notFound("This link is of no mail that is sent now: the address may be another"));
  }
}
