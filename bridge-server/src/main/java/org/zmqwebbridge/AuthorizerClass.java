package org.zmqwebbridge;

import java.lang.reflect.InvocationTargetException;
import org.zmqwebbridge.auth.Authorizer;

/** Makes the hooks that {@code auth.class} names. */
final class AuthorizerClass {
  private AuthorizerClass() {}

  /**
   * Loads and constructs it.
   *
   * @throws IllegalArgumentException if the class cannot be used; the message says why
   */
  static Authorizer load(String name) {
    try {
      Class<?> type = Class.forName(name);
      if (!Authorizer.class.isAssignableFrom(type)) {
        throw new IllegalArgumentException(
            name + " is no subclass of " + Authorizer.class.getName());
      }
      return (Authorizer) type.getConstructor().newInstance();
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new IllegalArgumentException(
          name + " is not on the class path; put its jar into ZWB_CLASSPATH", missing);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException unusable) {
      throw new IllegalArgumentException(
          name
              + " cannot be constructed; make it public, not abstract, with a public constructor"
              + " without parameters",
          unusable);
    } catch (InvocationTargetException failure) {
      throw new IllegalArgumentException(
          name + "'s constructor failed: " + failure.getCause(), failure);
    }
  }
}
