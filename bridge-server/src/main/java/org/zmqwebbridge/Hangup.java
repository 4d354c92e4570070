package org.zmqwebbridge;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which ends a JVM that does not listen for it. By reflection: the class that hears signals
 * is of the JDK's module {@code jdk.unsupported}, and a JVM without it, or one that was started
 * with {@code -Xrs}, serves as well, without reloads by signal.
 */
final class Hangup {
  private static final Logger log = LoggerFactory.getLogger(Hangup.class);

  private Hangup() {}

  /**
   * Has SIGHUP do something else from now on.
   *
   * @param action runs on a thread of the JVM's, once for each signal
   */
  static void does(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              Hangup.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> answer(self, method, arguments, action));
      Object hangup = signal.getConstructor(String.class).newInstance("HUP");
      Object unused = signal.getMethod("handle", signal, handler).invoke(null, hangup, listener);
    } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException none) {
      log.info("SIGHUP does not reload here: this JVM does not hand signals on");
      log.debug("no signals", none);
    }
  }

  private static Object answer(Object self, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        action.run();
        yield null;
      }
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "SIGHUP";
    };
  }
}
