package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The beginning of a page, as far as one transaction goes.
 *
 * @param changes those that are wanted
 * @param end where the place is moved to, past what is not wanted as well
 * @param rest what is left of the page
 */
record Portion(List<Change> changes, Position end, Page rest) {
  /** Cuts it off; the page must not be empty. */
  static Portion of(Page page, Predicate<Change> wanted, int most) {
    List<Change> all = page.changes();
    List<Change> chosen = new ArrayList<>();
    int taken = 0;
    while (taken < all.size() && chosen.size() < most) {
      Change change = all.get(taken++);
      if (wanted.test(change)) {
        chosen.add(change);
      }
    }
    Position end = all.get(taken - 1).position();
    return new Portion(chosen, end, new Page(end, all.subList(taken, all.size())));
  }
}
