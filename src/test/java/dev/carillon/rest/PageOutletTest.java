package dev.carillon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.ResetReason;
import dev.carillon.stream.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageOutletTest {

  private final List<Object> answers = new ArrayList<>();
  private @Nullable Position newest = at(10);
  private long now;

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
    PageOutlet page = page(3, true);
    page.expired(ResetReason.EXPIRED, at(10));
    page.close(CloseReason.EXPIRED);
    assertThat(problem().status()).isEqualTo(410);
    assertThat(problem().more()).isEqualTo(Map.of("reason", "expired", "position", "1.10"));
    assertThat(problem().detail()).contains("\"1.4\"");
  }

  @Test
  void hasOneAskAgainWhoIsResetBeforeTheLogIsKnown() {
    PageOutlet page = page(3, false);
    page.expired(ResetReason.AHEAD, null);
    page.close(CloseReason.EXPIRED);
    assertThat(problem().status()).isEqualTo(503);
  }

  @Test
  void endsOnALongWayToSayHowFarItGot() {
    PageOutlet page = page(3, true);
    page.passed(at(5));
    assertThat(answers).isEmpty();
    now += PageOutlet.LONGEST_WALK.toNanos();
    page.passed(at(6));
    assertThat(answers).containsExactly("{\"changes\":[],\"position\":\"1.6\",\"more\":true}");
  }

  @Test
  void waitsOnOnceItIsCurrentWhateverPasses() {
    PageOutlet page = page(3, true);
    page.caughtUp(at(5));
    now += PageOutlet.LONGEST_WALK.toNanos();
    page.passed(at(6));
    assertThat(answers).isEmpty();
    page.close(CloseReason.GONE);
    assertThat(answers).containsExactly("{\"changes\":[],\"position\":\"1.6\",\"more\":true}");
  }

  @Test
  void saysThatTheLogCouldNotBeRead() {
    PageOutlet page = page(3, true);
    page.close(CloseReason.GONE);
    assertThat(problem().status()).isEqualTo(503);
  }

  @Test
  void tellsHowFarItGotWhereTheWaitIsOverOnTheWay() {
    PageOutlet page = page(3, true);
    page.passed(at(5));
    page.close(CloseReason.GONE);
    assertThat(answers).containsExactly("{\"changes\":[],\"position\":\"1.5\",\"more\":true}");
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
    return new PageOutlet(at(4), limit, waiting, () -> newest, () -> now, answers::add);
  }

  private Problem problem() {
    assertThat(answers).singleElement().isInstanceOf(ProblemException.class);
    return ((ProblemException) answers.get(0)).problem();
  }

  private static Position at(long n) {
    return new Position(1, n);
  }
}
