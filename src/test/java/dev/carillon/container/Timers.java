package dev.carillon.container;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerService;

/** The timers of the application, to be ended as by a new release without them. */
@Stateless
public class Timers {
  @Resource private TimerService service;

  public void end() {
    service.getAllTimers().forEach(Timer::cancel);
  }
}
