package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chat takes from no program, and says why. */
class RefusedMessagesIT {
  private static final String MESSAGES = "/api/messages";

  /** Nobody else's. */
  private final String channel = "it-" + Long.toString(System.nanoTime(), 36);

  @Test
  void letsNobodyChangeWhatAnotherWrote() {
    int id = Api.json(Chat.say(1, channel, "Mine")).getInt("id");

    assertProblem(Chat.edit(id, 2, "Yours"), 403, "Message " + id + " is by user 1");
    assertProblem(Api.delete(MESSAGES + "/" + id + "?sender=2"), 403, "by user 1");
    assertProblem(Api.delete(MESSAGES + "/" + id), 400, "sender must be");
    assertThat(Api.json(Api.get(MESSAGES + "/" + id)).getString("content")).isEqualTo("Mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'sender':1,'channel':'lobby','content':' '}|422|content|content must not be blank",
        "{'sender':1,'channel':'lobby'}|422|content|content must not be blank",
        "{'sender':1,'content':'Hello'}|422|channel|channel must not be blank",
        "{'sender':1,'channel':'a*b','content':'Hello'}|422|channel|but is \"a*b\"",
        "{'sender':1,'channel':'direct/1/2','content':'Hello'}|422|channel|direct/{customer}/{staff}",
        "{'sender':999999,'channel':'lobby','content':'Hello'}|422|sender|999999",
        "{'sender':'Abe','channel':'lobby','content':'Hello'}|422|sender|Abe",
        "{'sender':|400||JSON"
      })
  void passesOnWhatTheDatabaseRefuses(String body, int status, String field, String sentence) {
    HttpResponse<String> answer = Api.postJson(MESSAGES, body.replace('\'', '"'));

    assertProblem(answer, status, sentence);
    assertThat(Api.json(answer).getString("field", null)).isEqualTo(field);
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.get(MESSAGES), 400, "channel");
    assertProblem(Api.get(MESSAGES + "?channel=a*"), 400, "a*");
    assertProblem(Api.get(MESSAGES + "?channel=a&limit=0"), 400, "limit");
    assertProblem(Api.get(MESSAGES + "?channel=a&before=x"), 400, "before");
    assertProblem(Chat.edit(999_999_999, 1, "x"), 404, "999999999");
  }
}
