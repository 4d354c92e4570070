package org.zmqwebbridge.it.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the browser and its driver are.
 *
 * @param browser Chromium
 * @param driver its WebDriver
 */
record ChromiumPrograms(Path browser, Path driver) {
  /**
   * Debian's, unless the environment names others.
   *
   * @throws AssertionError if one is missing; it says what to do
   */
  static ChromiumPrograms find(Map<String, String> environment) {
    return new ChromiumPrograms(
        program(environment, "ZWB_CHROMIUM", "/usr/bin/chromium"),
        program(environment, "ZWB_CHROMEDRIVER", "/usr/bin/chromedriver"));
  }

  private static Path program(Map<String, String> environment, String variable, String standard) {
    Path program = Path.of(environment.getOrDefault(variable, standard));
    if (!Files.isExecutable(program)) {
      throw new AssertionError(
          "there is no program "
              + program
              + ", which the browser tests need; install Debian's packages chromium and"
              + " chromium-driver (./zwb test does), or name yours in ZWB_CHROMIUM and"
              + " ZWB_CHROMEDRIVER");
    }
    return program;
  }
}
