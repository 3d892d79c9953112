package dev.carillon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Position;
import dev.carillon.change.ProblemException;
import dev.carillon.stream.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageOutletTest {

  private final List<Object> answers = new ArrayList<>();
  private @Nullable Position newest = at(10);

  @Test
  void answersAtOnceWhereNobodyWaits() {
    PageOutlet page = page(3, false);
    page.caughtUp(at(10));
    assertThat(answers).containsExactly("{\"changes\":[],\"position\":\"1.10\",\"more\":false}");
    assertThat(page.ready()).isFalse();
  }

  @Test
  void keepsAnEmptyPageOpenForOneWhoWaits() {
    PageOutlet page = page(3, true);
    page.caughtUp(at(10));
    assertThat(answers).isEmpty();
    assertThat(page.ready()).isTrue();
    page.close(CloseReason.GONE);
    assertThat(answers).containsExactly("{\"changes\":[],\"position\":\"1.10\",\"more\":false}");
  }

  @Test
  void saysThatThereIsMoreWhereItEndsEarly() {
    PageOutlet page = page(3, true);
    newest = at(11);
    page.caughtUp(at(10));
    page.close(CloseReason.SHUTDOWN);
    assertThat(answers).containsExactly("{\"changes\":[],\"position\":\"1.10\",\"more\":true}");
  }

  @Test
  void tellsThatWhatItWasToReadIsGone() {
    PageOutlet page = page(3, false);
    page.close(CloseReason.EXPIRED);
    assertThat(answers)
        .singleElement()
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(410);
              assertThat(e)
                  .hasMessageStartingWith("The changes after 1.4 are no longer in the log");
            });
  }

  @Test
  void answersOnce() {
    PageOutlet page = page(3, false);
    page.caughtUp(at(10));
    page.caughtUp(at(10));
    page.close(CloseReason.GONE);
    page.close(CloseReason.EXPIRED);
    assertThat(answers).hasSize(1);
  }

  @Test
  void hasRoomForItsLimit() {
    assertThat(page(3, false).room()).isEqualTo(3);
  }

  private PageOutlet page(int limit, boolean waiting) {
    return new PageOutlet(at(4), limit, waiting, () -> newest, answers::add);
  }

  private static Position at(long n) {
    return new Position(1, n);
  }
}
