package org.zmqwebbridge.it.browser;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples of a bridge inside a server, as they stand, and their pages. The one with Spring
 * Boot has libraries that are not here, and such a test of its own.
 */
final class EmbedExamplesTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir Path classes;

  @ParameterizedTest
  @ValueSource(strings = {"embed-jetty", "embed-tomcat"})
  void aPageShowsWhatTheFunctionAnswered(String example) throws IOException {
    Path sources = Path.of("..", "examples", example, "src", "main");
    Sources.compileAll(classes, sources.resolve("java"));
    Sources.copyAll(sources.resolve("resources"), classes);
    try (Program application = Program.java(classes, "com.example.accounts.Application", "0")) {
      String address = "http://127.0.0.1:" + application.awaitLine("http://127.0.0.1:");
      chromium.tolerateErrors("/favicon.ico"); // which these pages have none of
      try (Page page = chromium.open(address)) {
        page.awaitText("#reply", "anna");
      }
    }
  }
}
