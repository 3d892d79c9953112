package dev.carillon.postgres;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.util.concurrent.RejectedExecutionException;

/**
 * Has the doctor look whenever the listener has got somewhere, in a thread of the container's, and
 * has the server's log say what it has not said before. Thread-safe.
 */
@Singleton
public class DoctorRounds {
  private static final Logger LOGGER = System.getLogger(Doctor.class.getName());

  private final Doctor doctor;
  private final ManagedExecutorService executor;
  private final DiagnosisLog log = new DiagnosisLog((level, line) -> LOGGER.log(level, line));

  @Inject
  DoctorRounds(Doctor doctor, ManagedExecutorService executor) {
    this.doctor = doctor;
    this.executor = executor;
  }

  /** Soon. Returns at once and never throws: nobody's start depends on it. */
  void call() {
    try {
      executor.execute(() -> log.tell(doctor.examine()));
    } catch (RejectedExecutionException | IllegalStateException e) {
      LOGGER.log(Logger.Level.DEBUG, "The doctor could not be called", e);
    }
  }
}
