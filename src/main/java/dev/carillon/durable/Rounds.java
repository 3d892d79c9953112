package dev.carillon.durable;

import dev.carillon.change.DurableStep;
import dev.carillon.change.History;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** Makes what runs the observers of this node, with what the container has for them. */
@Singleton
class Rounds {
  private final Places places;
  private final History history;
  private final Transactions transactions;
  private final Provider<RequestContextController> requests;
  private final DurableThreads threads;
  private final ScheduledExecutorService clock;

  @Inject
  Rounds(
      Places places,
      History history,
      Transactions transactions,
      Provider<RequestContextController> requests,
      DurableThreads threads,
      ScheduledExecutorService clock) {
    this.places = places;
    this.history = history;
    this.transactions = transactions;
    this.requests = requests;
    this.threads = threads;
    this.clock = clock;
  }

  List<Resident> residents(List<? extends Work> works, Iterable<DurableStep> steps) {
    List<Resident> residents = new ArrayList<>();
    for (Work work : works) {
      residents.add(resident(work));
    }
    for (DurableStep step : steps) {
      if (step.isOn()) {
        residents.add(resident(step));
      }
    }
    return residents;
  }

  private Resident resident(Work work) {
    Horizon horizon = new Horizon();
    Round round = new BeanRound(work, places, history, transactions, horizon, threads::isStopped);
    return new Resident(runner(work.name(), round), work::wants, horizon);
  }

  private Resident resident(DurableStep step) {
    Round round = new StepRound(step, places, transactions, threads::isStopped);
    return new Resident(runner(step.name(), round), step::wants, new Horizon());
  }

  private Runner runner(String name, Round round) {
    return new Runner(name, new RequestRound(round, requests.get()), threads, clock);
  }
}
