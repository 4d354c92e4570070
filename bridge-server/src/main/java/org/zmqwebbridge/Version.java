package org.zmqwebbridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, and what is named after it. */
final class Version {
  private Version() {}

  static String text() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException failure) {
      throw new UncheckedIOException("the jar lacks its version", failure);
    }
    return properties.getProperty("version");
  }

  /** The class path folder of the JavaScript client of this version. */
  static String scripts() {
    return "/META-INF/resources/webjars/zmq.js/" + text() + "/";
  }
}
