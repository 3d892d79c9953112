package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.Position;
import dev.carillon.change.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells an observer of a dead letter again, in the transaction that takes it out. Thread-safe. */
@Singleton
class Redelivery {
  private final List<? extends Work> works;
  private final DeadLetters letters;
  private final Transactions transactions;

  @Inject
  Redelivery(DurableExtension declared, DeadLetters letters, Transactions transactions) {
    this(declared.declarations(), letters, transactions);
  }

  Redelivery(List<? extends Work> works, DeadLetters letters, Transactions transactions) {
    this.works = works;
    this.letters = letters;
    this.transactions = transactions;
  }

  /**
   * Tells it, out of turn: what came later may be done already.
   *
   * @throws ProblemException 404 if there is no such letter, 409 if it failed again or this node
   *     has no such observer
   */
  void retry(String observer, Position position) throws Exception {
    Work work =
        works.stream()
            .filter(one -> one.name().equals(observer))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProblemException(
                        Steering.conflict(
                            "No bean of this node is observer \"%s\"".formatted(observer))));
    transactions.begin();
    try {
      Change change = LetterJson.read(letters.remove(observer, position));
      deliver(work, change);
    } catch (ProblemException e) {
      transactions.rollback();
      throw e;
    } catch (Exception | Error e) {
      transactions.rollback();
      throw new ProblemException(Steering.conflict("It could not be told: " + Failure.words(e)));
    }
  }

  private void deliver(Work work, Change change) throws Exception {
    try {
      work.deliver(change);
      transactions.requireSound();
      transactions.commit();
    } catch (Exception | Error e) {
      transactions.rollback();
      String words = Failure.words(e);
      letters.failed(work.name(), change.position(), words);
      throw new ProblemException(Steering.conflict("It failed again: " + words));
    }
  }
}
