package org.zmqwebbridge.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where SLF4J finds the log, if the property {@code slf4j.provider} names this class. It is no
 * service of the jar: an application that embeds the bridge must not find two.
 *
 * <p>Lifetime: the process's.
 */
public final class LogProvider implements SLF4JServiceProvider {
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private final LineLoggers loggers = new LineLoggers();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /**
   * Has SLF4J take this log, unless a {@code -D} says otherwise. To be called by programs only, and
   * before the first logger is made.
   */
  public static void choose() {
    setDefault(LoggerFactory.PROVIDER_PROPERTY_KEY, LogProvider.class.getName());
    setDefault(VERBOSITY, "WARN");
  }

  private static void setDefault(String property, String value) {
    System.setProperty(property, System.getProperty(property, value));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return loggers;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}
}
