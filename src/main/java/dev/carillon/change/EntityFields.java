package dev.carillon.change;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds which column goes into which field of an entity, by JPA's annotations. One use only. */
final class EntityFields {
  private final List<EntityField> found = new ArrayList<>();
  private final boolean onlyOwn;

  /**
   * @param onlyOwn without what an association tells, unless it is of the key
   */
  private EntityFields(boolean onlyOwn) {
    this.onlyOwn = onlyOwn;
  }

  /**
   * All of an entity.
   *
   * @throws IllegalArgumentException if it is a subclass of another, or something in it is not as
   *     JPA wants it
   */
  static List<EntityField> of(Class<?> entity) {
    for (Class<?> c = entity.getSuperclass(); c != null; c = c.getSuperclass()) {
      if (c.isAnnotationPresent(Entity.class)) {
        throw new IllegalArgumentException(
            "%s must not extend the entity %s: one row does not tell which of them it is, or not all of it"
                .formatted(entity.getName(), c.getName()));
      }
    }
    return of(entity, false, overrides(entity));
  }

  /** What a reference to an entity may tell of it. */
  static List<EntityField> own(Class<?> entity) {
    return of(entity, true, overrides(entity));
  }

  private static Map<String, String> overrides(Class<?> entity) {
    return overrides(List.of(entity.getAnnotationsByType(AttributeOverride.class)), Map.of());
  }

  private static List<EntityField> of(
      Class<?> type, boolean onlyOwn, Map<String, String> overrides) {
    EntityFields fields = new EntityFields(onlyOwn);
    TypeVariables variables = new TypeVariables(type);
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c == type || c.isAnnotationPresent(MappedSuperclass.class)) {
        for (Field field : c.getDeclaredFields()) {
          fields.add(new EntityMember(field, variables), overrides);
        }
      }
    }
    return List.copyOf(fields.found);
  }

  private void add(EntityMember member, Map<String, String> overrides) {
    if (!member.isPersistent()) {
      return;
    }
    boolean isKey = member.has(Id.class) || member.has(EmbeddedId.class);
    Class<?> type = member.type();
    if (member.isAssociation()) {
      if (isKey || !onlyOwn) {
        found.addAll(JoinedFields.of(member, isKey));
      }
    } else if (member.has(Embedded.class)
        || member.has(EmbeddedId.class)
        || type.isAnnotationPresent(Embeddable.class)) {
      var step = EntityField.Step.into(member.field(), type);
      of(
              type,
              onlyOwn,
              overrides(member.all(AttributeOverride.class), below(member.name(), overrides)))
          .forEach(inner -> found.add(inner.behind(step, inner.column(), isKey)));
    } else {
      found.add(basic(member, isKey, overrides));
    }
  }

  private static EntityField basic(
      EntityMember member, boolean isKey, Map<String, String> overrides) {
    Column column = member.get(Column.class);
    String name = column == null || column.name().isEmpty() ? member.name() : column.name();
    boolean isJson =
        column != null && column.columnDefinition().toLowerCase(Locale.ROOT).startsWith("json");
    Convert convert = member.get(Convert.class);
    return new EntityField(
        List.of(),
        member.field(),
        EntityTable.identifier(overrides.getOrDefault(member.name(), name)),
        isKey,
        convert == null || convert.disableConversion() || convert.converter().isInterface()
            ? ColumnValue.of(member.genericType(), isJson)
            : ColumnValue.by(convert.converter(), isJson));
  }

  /** Columns by attribute, such as {@code street} or {@code address.street}; outer ones win. */
  private static Map<String, String> overrides(
      List<AttributeOverride> declared, Map<String, String> outer) {
    Map<String, String> columns = new HashMap<>();
    declared.forEach(override -> columns.put(override.name(), override.column().name()));
    columns.putAll(outer);
    return columns;
  }

  private static Map<String, String> below(String attribute, Map<String, String> overrides) {
    Map<String, String> columns = new HashMap<>();
    String prefix = attribute + ".";
    overrides.forEach(
        (name, column) -> {
          if (name.startsWith(prefix)) {
            columns.put(name.substring(prefix.length()), column);
          }
        });
    return columns;
  }
}
