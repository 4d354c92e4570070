package org.zmqwebbridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, and what is named after it. */
final class Version {
  private Version() {}

  static String text() {
    return properties().getProperty("version");
  }

  /** For people: name, version, the commit if the build knew it, and the Java that runs it. */
  static String line() {
    Properties build = properties();
    String commit = build.getProperty("commit", "");
    return "ZmqWebBridge "
        + build.getProperty("version")
        + (commit.isEmpty() ? "" : " (commit " + commit + ")")
        + ", Java "
        + Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + ")";
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException failure) {
      throw new UncheckedIOException("the jar lacks its version", failure);
    }
    return properties;
  }

  /** The class path folder of the console of this version. */
  static String console() {
    return "/META-INF/resources/webjars/zwb-console/" + text() + "/";
  }

  /** The class path folder of the JavaScript client of this version. */
  static String scripts() {
    return "/META-INF/resources/webjars/zmq.js/" + text() + "/";
  }
}
