package org.zmqwebbridge;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;

/**
 * A store of {@code relay.stores} whose type is the name of a class: one that somebody has put on
 * the class path.
 *
 * @param name the class's
 * @param settings what its constructor is given, if it takes any
 */
record StoreClass(String name, Map<String, String> settings) implements Supplier<ChannelStore> {
  StoreClass {
    settings = Map.copyOf(settings);
  }

  /**
   * Loads the class, and makes nothing of it yet.
   *
   * @throws IllegalArgumentException if it cannot be used; the message says why
   */
  StoreClass checked() {
    Constructor<?> unused = constructor();
    return this;
  }

  private Constructor<?> constructor() {
    Class<?> type = type();
    if (!ChannelStore.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(name + " is no " + ChannelStore.class.getName());
    }
    try {
      return type.getConstructor(Map.class);
    } catch (NoSuchMethodException without) {
      return withoutSettings(type);
    }
  }

  private Class<?> type() {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException | LinkageError missing) {
      throw new IllegalArgumentException(
          name + " is not on the class path; put its jar into ZWB_CLASSPATH", missing);
    }
  }

  private Constructor<?> withoutSettings(Class<?> type) {
    if (!settings.isEmpty()) {
      throw new IllegalArgumentException(
          name + " takes no settings; give it a public constructor with a Map<String, String>");
    }
    try {
      return type.getConstructor();
    } catch (NoSuchMethodException none) {
      throw new IllegalArgumentException(unusable(), none);
    }
  }

  private String unusable() {
    return name
        + " cannot be constructed; make it public, not abstract, with a public constructor without"
        + " parameters, or with a Map<String, String> for its settings";
  }

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException if that fails; the message says why
   */
  @Override
  public ChannelStore get() {
    Constructor<?> constructor = constructor();
    Object[] arguments =
        constructor.getParameterCount() == 0 ? new Object[0] : new Object[] {settings};
    try {
      return (ChannelStore) constructor.newInstance(arguments);
    } catch (InstantiationException | IllegalAccessException unusable) {
      throw new IllegalArgumentException(unusable(), unusable);
    } catch (InvocationTargetException failure) {
      throw new IllegalArgumentException(
          name + "'s constructor failed: " + failure.getCause(), failure);
    }
  }
}
