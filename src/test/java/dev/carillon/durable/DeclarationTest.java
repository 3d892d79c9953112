package dev.carillon.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Change;
import dev.carillon.change.Durable;
import dev.carillon.change.ProblemException;
import dev.carillon.change.Topic;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What may be declared, and what is said of what may not. */
class DeclarationTest {

  @Test
  void takesWhatIsSaidOfIt() {
    Declaration billing = Declaration.of(parts("bill", "billChat"));

    assertThat(billing.name()).isEqualTo("billing");
    assertThat(billing.tries()).isEqualTo(10);
    assertThat(billing.batch()).isEqualTo(100);
    assertThat(billing.fromEarliest()).isFalse();
  }

  @Test
  void refusesWhatCanNeverWork() {
    refuses("must be 1 to 63 letters, digits, dots, hyphens and underscores", "badName");
    refuses("tries of @Durable(\"a\") must be 0 or more, but is -1", "badTries");
    refuses("batch of @Durable(\"a\") must be between 1 and 1000, but is 0", "badBatch");
    refuses("must say the same of it", "bill", "billOtherwise");
    refuses("must be @Observes without", "afterwards");
    refuses("must observe Change", "anything");
  }

  @Test
  void refusesATopicThatIsNone() {
    assertThatThrownBy(() -> parts("badTopic"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("with * only at its end");
  }

  private static void refuses(String sentence, String... methods) {
    assertThatThrownBy(() -> Declaration.of(parts(methods)))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(sentence);
  }

  private static List<Part> parts(String... names) {
    return Arrays.stream(names).map(name -> Part.of(Declared.named(name))).toList();
  }

  /** Methods as beans have them. */
  interface Bean {
    void bill(@Observes @Durable("billing") @Topic("orders") Change change);

    void billChat(@Observes @Durable("billing") @Topic("chat/*") Change change);

    void billOtherwise(@Observes @Durable(value = "billing", tries = 3) Change change);

    void badName(@Observes @Durable("bill us") Change change);

    void badTries(@Observes @Durable(value = "a", tries = -1) Change change);

    void badBatch(@Observes @Durable(value = "a", batch = 0) Change change);

    void badTopic(@Observes @Durable("a") @Topic("*a") Change change);

    void afterwards(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Durable("a") Change change);

    void anything(@Observes @Durable("a") Object change);
  }

  /** One of them as CDI tells of it. */
  record Declared(Method method) implements ObserverMethod<Object> {
    static Declared named(String name) {
      return new Declared(
          Arrays.stream(Bean.class.getMethods())
              .filter(method -> method.getName().equals(name))
              .findFirst()
              .orElseThrow());
    }

    @Override
    public Class<?> getBeanClass() {
      return Bean.class;
    }

    @Override
    public Type getObservedType() {
      return method.getGenericParameterTypes()[0];
    }

    @Override
    public Set<Annotation> getObservedQualifiers() {
      return Arrays.stream(method.getParameterAnnotations()[0])
          .filter(annotation -> !(annotation instanceof Observes))
          .collect(Collectors.toSet());
    }

    @Override
    public Reception getReception() {
      return Reception.ALWAYS;
    }

    @Override
    public TransactionPhase getTransactionPhase() {
      return method.getParameters()[0].getAnnotation(Observes.class).during();
    }
  }
}
