package dev.carillon.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may choose. */
class SubscriptionTest {

  @Test
  void takesAnAddressWithOrWithoutTheWish() {
    assertThat(parse("{'digest':true,'email':' bob+x@mail.example.org '}"))
        .isEqualTo(new Subscription(true, "bob+x@mail.example.org"));
    assertThat(parse("{'digest':false,'email':'bob@localhost'}"))
        .isEqualTo(new Subscription(false, "bob@localhost"));
    assertThat(parse("{'digest':false,'email':''}")).isEqualTo(Subscription.NONE);
    assertThat(parse("{'digest':false}")).isEqualTo(Subscription.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'digest':true}|422|email must be an address where digest is true",
        "{'digest':true,'email':' '}|422|email must be an address where digest is true",
        "{'digest':true,'email':'bob'}|422|but is \"bob\"",
        "{'digest':true,'email':'bob@@example.org'}|422|but is \"bob@@example.org\"",
        "{'digest':true,'email':'bob@example.org\\r\\nBcc: all@example.org'}|422|such as bob@example.org",
        "{'digest':true,'email':'Bob <bob@example.org>'}|422|such as bob@example.org",
        "{'digest':true,'email':'bob@example.org,abe@example.org'}|422|such as bob@example.org",
        "{'digest':true,'email':7}|422|but is \"7\"",
        "{'digest':'yes','email':'bob@example.org'}|422|digest must be true or false, but is \"yes\"",
        "{}|422|digest must be true or false, but is null",
        "[]|400|such as {\"digest\":true"
      })
  void saysWhatIsWrong(String body, int status, String sentence) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(status);
              assertThat(e.problem().detail()).contains(sentence);
            });
  }

  @Test
  void doesNotTakeAnAddressThatNoServerWould() {
    assertThatThrownBy(
            () -> parse("{'digest':true,'email':'bob@" + "x.".repeat(130) + "example.org'}"))
        .hasMessageContaining("at most 254 characters");
  }

  private static Subscription parse(String body) {
    return Subscription.parse(body.replace('\'', '"'));
  }
}
