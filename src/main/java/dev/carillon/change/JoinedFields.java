package dev.carillon.change;

import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** What a foreign key tells of the entity that it refers to. */
final class JoinedFields {
  private JoinedFields() {}

  /**
   * The way of each column of the key.
   *
   * @param isKey whether the association is of its own entity's key
   */
  static List<EntityField> of(EntityMember member, boolean isKey) {
    Class<?> target = member.target();
    if (Modifier.isAbstract(target.getModifiers())) {
      return List.of(); // which of its subclasses it is, no foreign key tells
    }
    var step = EntityField.Step.into(member.field(), target);
    List<JoinColumn> joins = joins(member);
    List<EntityField> found = new ArrayList<>();
    for (EntityField field : EntityFields.own(target)) {
      for (JoinColumn join : joins) {
        String referred = EntityTable.identifier(join.referencedColumnName());
        if (referred.isEmpty() ? field.isKey() : field.column().equals(referred)) {
          String name = join.name().isEmpty() ? byDefault(member, field) : join.name();
          found.add(field.behind(step, EntityTable.identifier(name), isKey));
        }
      }
      if (joins.isEmpty() && field.isKey()) {
        found.add(field.behind(step, EntityTable.identifier(byDefault(member, field)), isKey));
      }
    }
    return found;
  }

  private static String byDefault(EntityMember member, EntityField field) {
    return member.name() + "_" + field.column();
  }

  private static List<JoinColumn> joins(EntityMember member) {
    JoinColumns several = member.get(JoinColumns.class);
    if (several != null) {
      return List.of(several.value());
    }
    JoinColumn one = member.get(JoinColumn.class);
    return one == null ? List.of() : List.of(one);
  }
}
