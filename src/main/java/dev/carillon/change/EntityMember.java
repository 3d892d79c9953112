package dev.carillon.change;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Transient;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A field of an entity, with JPA's annotations on it or, where these are there, on its getter. */
final class EntityMember {
  private final List<AnnotatedElement> places = new ArrayList<>();
  private final Field field;
  private final Type genericType;

  EntityMember(Field field, TypeVariables variables) {
    this.field = field;
    this.genericType = variables.resolve(field.getGenericType());
    places.add(field);
    for (String prefix : List.of("get", "is")) {
      try {
        places.add(field.getDeclaringClass().getDeclaredMethod(prefix + capitalized()));
      } catch (NoSuchMethodException none) {
        // then it says nothing
      }
    }
  }

  Field field() {
    field.setAccessible(true);
    return field;
  }

  String name() {
    return field.getName();
  }

  Type genericType() {
    return genericType;
  }

  Class<?> type() {
    return genericType instanceof Class<?> type ? type : field.getType();
  }

  boolean has(Class<? extends Annotation> annotation) {
    return get(annotation) != null;
  }

  <A extends Annotation> @Nullable A get(Class<A> annotation) {
    for (AnnotatedElement place : places) {
      A found = place.getAnnotation(annotation);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Of an annotation that may be repeated. */
  <A extends Annotation> List<A> all(Class<A> annotation) {
    return places.stream()
        .flatMap(place -> Arrays.stream(place.getAnnotationsByType(annotation)))
        .toList();
  }

  /** Whether some column tells it. */
  boolean isPersistent() {
    OneToOne one = get(OneToOne.class);
    return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
        && !field.isSynthetic()
        && !has(Transient.class)
        && !has(OneToMany.class)
        && !has(ManyToMany.class)
        && !has(ElementCollection.class)
        && (one == null || one.mappedBy().isEmpty());
  }

  /** Whether it is another entity, by a foreign key. */
  boolean isAssociation() {
    return has(ManyToOne.class) || has(OneToOne.class);
  }

  /** That entity's class. */
  Class<?> target() {
    ManyToOne many = get(ManyToOne.class);
    OneToOne one = get(OneToOne.class);
    Class<?> said =
        many != null ? many.targetEntity() : one != null ? one.targetEntity() : void.class;
    return said == void.class ? type() : said;
  }

  private String capitalized() {
    return name().substring(0, 1).toUpperCase(Locale.ROOT) + name().substring(1);
  }
}
