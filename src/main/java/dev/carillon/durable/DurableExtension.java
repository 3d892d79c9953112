package dev.carillon.durable;

import dev.carillon.change.Durable;
import dev.carillon.change.ProblemException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the observer methods that are {@link Durable}, and refuses to deploy what could never work.
 * Written by the container while it starts, read by anybody afterwards.
 */
public class DurableExtension implements Extension {
  private final List<ObserverMethod<?>> methods = new ArrayList<>();
  private volatile List<Declaration> declarations = List.of();

  /** As they were declared, by name. */
  List<Declaration> declarations() {
    return declarations;
  }

  void found(@Observes ProcessObserverMethod<?, ?> event) {
    ObserverMethod<?> method = event.getObserverMethod();
    if (Part.durable(method).isPresent()) {
      methods.add(method);
    }
  }

  void check(@Observes AfterDeploymentValidation event) {
    Map<String, List<Part>> parts = new TreeMap<>();
    for (ObserverMethod<?> method : methods) {
      try {
        Part part = Part.of(method);
        parts.computeIfAbsent(part.durable().value(), name -> new ArrayList<>()).add(part);
      } catch (DefinitionException | IllegalArgumentException | ProblemException e) {
        event.addDeploymentProblem(new DefinitionException(method + ": " + e.getMessage(), e));
      }
    }
    List<Declaration> found = new ArrayList<>();
    for (List<Part> all : parts.values()) {
      try {
        found.add(Declaration.of(all));
      } catch (DefinitionException e) {
        event.addDeploymentProblem(e);
      }
    }
    declarations = List.copyOf(found);
  }
}
