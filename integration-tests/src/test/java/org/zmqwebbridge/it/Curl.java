package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;

/**
 * One run of curl, which trusts the tests' certificate.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
public final class Curl implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private Curl(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "-N", "--cacert"));
    command.add(Certificate.shared().pem().toString());
    command.addAll(arguments);
    try {
      process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = process.inputReader(UTF_8);
  }

  public static Curl start(String... arguments) {
    return new Curl(List.of(arguments));
  }

  /** What it says, and then the version of HTTP and the status. */
  public static String run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-w", " %{http_version} %{http_code}"));
    all.addAll(List.of(arguments));
    try (Curl curl = new Curl(all)) {
      String said = curl.rest();
      if (!curl.process.waitFor(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("curl does not end");
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String rest() {
    try {
      StringBuilder all = new StringBuilder();
      for (int next = output.read(); next >= 0; next = output.read()) {
        all.append((char) next);
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that begins so. */
  String line(String begin) {
    try {
      String line = output.readLine();
      while (line != null && !line.startsWith(begin)) {
        line = output.readLine();
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
