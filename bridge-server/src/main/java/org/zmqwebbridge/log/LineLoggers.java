package org.zmqwebbridge.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/**
 * All loggers of the process, what they have in common, and where their lines go.
 *
 * <p>Owner thread: none; any thread may ask and change. Lifetime: the process's.
 */
public final class LineLoggers implements ILoggerFactory {
  private final Map<String, LineLogger> loggers = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private volatile LogLevels levels = LogLevels.DEFAULT;
  private volatile LogFormat format = LogFormat.TEXT;
  private volatile OutputStream target = System.err;

  /** By the machine's clock. */
  public LineLoggers() {
    this(System::nanoTime);
  }

  /**
   * @param nanoTime the clock that lines are paced by
   */
  LineLoggers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public Logger getLogger(String name) {
    LineLogger logger = loggers.computeIfAbsent(name, made -> new LineLogger(made, this));
    logger.readLevel(); // they may have changed between its making and its being known
    return logger;
  }

  /** Which lines are written from now on, by loggers that exist and those to come. */
  public void use(LogLevels changed) {
    levels = changed;
    loggers.values().forEach(LineLogger::readLevel);
  }

  /** How lines look from now on. */
  public void use(LogFormat changed) {
    format = changed;
  }

  /**
   * Where lines go from now on.
   *
   * @param stream takes each line with one call, and must not block
   */
  public void writeTo(OutputStream stream) {
    target = stream;
  }

  /** Says how many lines of libraries were left out; to be called now and then. */
  public void sumUp() {
    loggers.values().forEach(LineLogger::sumUp);
  }

  /** A line as bytes, its end included. */
  public byte[] bytes(LogLine line) {
    return format.render(line).getBytes(UTF_8);
  }

  LogLevels levels() {
    return levels;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  void write(LogLine line) {
    byte[] bytes = bytes(line);
    try {
      target.write(bytes, 0, bytes.length);
      target.flush();
    } catch (IOException gone) {
      // there is nowhere to say so
    }
  }
}
