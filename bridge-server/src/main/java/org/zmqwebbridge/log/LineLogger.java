package org.zmqwebbridge.log;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.zmqwebbridge.observe.OfConnection;
import org.zmqwebbridge.observe.PacedLog;

/**
 * One logger. Lines of libraries that handle what strangers send are paced, each level by itself:
 * we do not know what a stranger can make them say. An application's own lines are not.
 *
 * <p>Owner thread: any.
 */
final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;

  /** How many lines of one logger and level of a library are written within ten seconds. */
  private static final int MAX_LIBRARY_LINES = 5;

  private final transient LineLoggers all;
  private final transient Map<Level, PacedLog> paces; // empty: not paced here
  private transient volatile int lowest;

  LineLogger(String name, LineLoggers all) {
    this.name = name;
    this.all = all;
    this.paces = LogLevels.isLibrary(name) ? paces(all.nanoTime()) : Map.of();
    readLevel();
  }

  private static Map<Level, PacedLog> paces(LongSupplier nanoTime) {
    Map<Level, PacedLog> paces = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      paces.put(level, new PacedLog(MAX_LIBRARY_LINES, nanoTime));
    }
    return paces;
  }

  void readLevel() {
    lowest = all.levels().of(name);
  }

  void sumUp() {
    paces.values().forEach(PacedLog::sumUp);
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
    String message = String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments));
    OptionalLong connection = connection(arguments);
    PacedLog pace = paces.get(level);
    if (pace == null) {
      write(level, message, connection, failure);
    } else if (failure == null) {
      pace.line(more -> write(level, message + more, connection, null));
    } else {
      pace.line(failure, (more, trace) -> write(level, message + more, connection, trace));
    }
  }

  private void write(Level level, String message, OptionalLong connection, Throwable failure) {
    all.write(new LogLine(Instant.now(), level, name, thread(), message, connection, failure));
  }

  /** Without what Jetty adds to the names of those that accept: a connector in full. */
  private static String thread() {
    String name = Thread.currentThread().getName();
    int more = name.indexOf('@');
    return more < 0 ? name : name.substring(0, more);
  }

  private static OptionalLong connection(Object[] arguments) {
    if (arguments != null) {
      for (Object argument : arguments) {
        if (argument instanceof OfConnection of) {
          return OptionalLong.of(of.connectionId());
        }
      }
    }
    return OptionalLong.empty();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return writes(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return writes(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return writes(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return writes(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return writes(Level.ERROR);
  }

  private boolean writes(Level level) {
    return level.toInt() >= lowest;
  }
}
