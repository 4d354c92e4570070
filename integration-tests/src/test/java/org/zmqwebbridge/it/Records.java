package org.zmqwebbridge.it;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Copies records with some components replaced: limits have a dozen, and a test is about one. */
final class Records {
  private Records() {}

  /**
   * A copy.
   *
   * @param namesAndValues a component's name, its value, and so on
   */
  static <R extends Record> R with(R original, Object... namesAndValues) {
    try {
      RecordComponent[] components = original.getClass().getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] = components[i].getAccessor().invoke(original);
      }
      for (int i = 0; i < namesAndValues.length; i += 2) {
        replace(components, values, (String) namesAndValues[i], (Number) namesAndValues[i + 1]);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked") // the class of an R
      Constructor<R> constructor = (Constructor<R>) original.getClass().getConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot copy " + original, e);
    }
  }

  /** Whether a record has a component of this name. */
  static boolean has(Class<? extends Record> type, String name) {
    return Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(name));
  }

  private static void replace(
      RecordComponent[] components, Object[] values, String name, Number value) {
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(name)) {
        values[i] =
            components[i].getType() == int.class
                ? (Object) value.intValue()
                : (Object) value.longValue();
        return;
      }
    }
    throw new IllegalArgumentException("no component " + name);
  }
}
