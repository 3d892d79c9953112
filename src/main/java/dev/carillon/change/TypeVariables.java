package dev.carillon.change;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/** What a class makes of the type variables of its superclasses, such as that of a key. */
final class TypeVariables {
  private final Map<Type, Type> known = new HashMap<>();

  TypeVariables(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.getGenericSuperclass() instanceof ParameterizedType superclass) {
        TypeVariable<?>[] variables = c.getSuperclass().getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
          known.put(variables[i], resolve(superclass.getActualTypeArguments()[i]));
        }
      }
    }
  }

  /** The type that it stands for; itself if it is no variable, or nobody says what it is. */
  Type resolve(Type type) {
    return known.getOrDefault(type, type);
  }
}
