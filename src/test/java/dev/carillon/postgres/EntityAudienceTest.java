package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Changed;
import dev.carillon.change.EntityChange;
import dev.carillon.change.Observers.Failing;
import dev.carillon.change.Row;
import dev.carillon.change.Samples;
import dev.carillon.change.Topic;
import dev.carillon.change.UnreadableEntityException;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EntityAudienceTest {
  private static final Type TOLD = new TypeLiteral<EntityChange<Thing>>() {}.getType();
  private static final Changed THING = new Changed.Literal(Thing.class);
  private static final Row ROW = new Row("{\"id\":7}");

  @Entity
  static class Thing {
    @Id int id;
  }

  private final List<String> told = new ArrayList<>();
  private final List<Object> seen = new ArrayList<>();

  @Test
  void tellsAllByTheirPriorityTheSameEntitiesAndWhateverOneOfThemThrows() {
    EntityAudience<Thing> audience =
        audience(
            observer("last", 3000, change -> {}, THING),
            observer(
                "first",
                1000,
                change -> {
                  throw new IllegalStateException("on purpose, to be seen in the log");
                },
                THING,
                Any.Literal.INSTANCE),
            observer("second", 2000, change -> {}, THING));
    audience.notify(Samples.of("public.thing", null, ROW));
    assertThat(told).containsExactly("first", "second", "last");
    assertThat(seen).allMatch(change -> change == seen.get(0));
    assertThat(failures(audience)).extracting(Failing::observer).containsExactly("first");
  }

  @Test
  void tellsWhoWantsOneTopicNothingOfAnother() {
    EntityAudience<Thing> audience =
        audience(
            observer("of thing", 1, change -> {}, THING, new Topic.Literal("thing")),
            observer("of other", 2, change -> {}, THING, new Topic.Literal("other")));
    audience.notify(Samples.of("public.thing", ROW, null));
    assertThat(told).containsExactly("of thing");
  }

  @Test
  void makesNoEntityThatNobodyWants() {
    EntityAudience<Thing> audience =
        audience(observer("of other", 2, change -> {}, THING, new Topic.Literal("other")));
    audience.notify(Samples.of("public.thing", null, new Row("{\"id\":\"unreadable\"}")));
    assertThat(failures(audience)).isEmpty();
  }

  @Test
  void countsWhatCannotBeReadAsAFailureOfAllWhoWantIt() {
    EntityAudience<Thing> audience =
        audience(
            observer("one", 1, change -> {}, THING),
            observer("of other", 2, change -> {}, THING, new Topic.Literal("other")));
    audience.notify(Samples.of("public.thing", null, new Row("{\"id\":\"unreadable\"}")));
    audience.notify(Samples.of("public.thing", null, new Row("{\"id\":\"unreadable\"}")));
    assertThat(failures(audience))
        .containsExactly(new Failing("one", 2, UnreadableEntityException.class.getName()));
    audience.notify(Samples.of("public.thing", null, ROW));
    assertThat(told).containsExactly("one");
    assertThat(failures(audience)).containsExactly(new Failing("one", 2, null));
  }

  @Test
  void leavesObserversWithAnyOtherQualifierToOthers() {
    assertThat(EntityObserver.of(method(TOLD, false, THING, Default.Literal.INSTANCE), "m"))
        .isEmpty();
  }

  @Test
  void refusesObserversThatCouldNeverBeTold() {
    assertRefused(
        method(TOLD, false),
        "an observer of an EntityChange must say of which entity, such as @Changed(Order.class)");
    assertRefused(
        method(TOLD, false, new Changed.Literal(String.class)),
        "it observes @Changed(String.class), but an EntityChange<Thing>");
    assertRefused(
        method(TOLD, true, THING),
        "changes are told in their order: use @Observes, not @ObservesAsync");
  }

  private static void assertRefused(ObserverMethod<?> method, String why) {
    assertThatThrownBy(() -> EntityObserver.of(method, "m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @SuppressWarnings("unchecked") // all are of this entity
  private static EntityAudience<Thing> audience(EntityObserver<?>... observers) {
    EntityAudience<Thing> audience = new EntityAudience<>(Thing.class);
    for (EntityObserver<?> observer : observers) {
      audience.add((EntityObserver<Thing>) observer);
    }
    return audience;
  }

  private static List<Failing> failures(EntityAudience<Thing> audience) {
    return audience.observers().map(Observer::failure).filter(Objects::nonNull).toList();
  }

  private EntityObserver<?> observer(
      String name, int priority, Consumer<Object> then, Annotation... qualifiers) {
    return EntityObserver.of(
            new Method(
                TOLD,
                false,
                priority,
                Set.of(qualifiers),
                change -> {
                  told.add(name);
                  seen.add(change);
                  then.accept(change);
                }),
            name)
        .orElseThrow();
  }

  private static ObserverMethod<?> method(Type type, boolean async, Annotation... qualifiers) {
    return new Method(type, async, 0, Set.of(qualifiers), change -> {});
  }

  private record Method(
      Type type, boolean async, int priority, Set<Annotation> qualifiers, Consumer<Object> observer)
      implements ObserverMethod<Object> {
    @Override
    public void notify(EventContext<Object> event) {
      observer.accept(event.getEvent());
    }

    @Override
    public Type getObservedType() {
      return type;
    }

    @Override
    public Set<Annotation> getObservedQualifiers() {
      return qualifiers;
    }

    @Override
    public boolean isAsync() {
      return async;
    }

    @Override
    public int getPriority() {
      return priority;
    }

    @Override
    public Class<?> getBeanClass() {
      return Method.class;
    }

    @Override
    public Bean<?> getDeclaringBean() {
      throw new UnsupportedOperationException("of no bean");
    }

    @Override
    public Reception getReception() {
      return Reception.ALWAYS;
    }

    @Override
    public TransactionPhase getTransactionPhase() {
      return TransactionPhase.IN_PROGRESS;
    }
  }
}
