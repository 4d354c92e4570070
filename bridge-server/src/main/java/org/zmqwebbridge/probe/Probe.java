package org.zmqwebbridge.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the command does with its socket: asks, hears or says what it was told to.
 *
 * <p>Owner thread: main.
 */
final class Probe {
  /** How long one look for a message lasts, where there is no end to the wait. */
  private static final Duration LOOK = Duration.ofHours(1);

  private final ProbeSocket socket;
  private final ProbePlan plan;
  private final OutputStream out;
  private long done;

  Probe(ProbeSocket socket, ProbePlan plan, OutputStream out) {
    this.socket = socket;
    this.plan = plan;
    this.out = out;
  }

  /**
   * Runs until all is said, heard or asked.
   *
   * @param in where messages are read, a line each, if the plan has none
   * @throws IllegalStateException if something did not work; the message says what
   */
  void run(InputStream in) throws IOException {
    if (!plan.role().speaks()) {
      hear();
    } else if (plan.message().isEmpty()) {
      sayLines(in);
    } else {
      say(plan.message());
      while (plan.every().isPresent() && done < plan.most()) {
        pause(plan.every().get());
        say(plan.message());
      }
    }
  }

  private void sayLines(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine();
        line != null && done < plan.most();
        line = lines.readLine()) {
      say(plan.text().read(line));
      if (plan.every().isPresent()) {
        pause(plan.every().get());
      }
    }
  }

  private void say(List<byte[]> message) throws IOException {
    socket.send(message, plan.patience());
    done++;
    if (plan.role() == Role.REQ) {
      print(
          socket
              .receive(plan.patience())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "no reply in " + seconds(plan.patience()) + ": " + socket.silence())));
    }
  }

  private void hear() throws IOException {
    while (done < plan.most()) {
      Optional<List<byte[]>> message = socket.receive(plan.hearing().orElse(LOOK));
      if (message.isPresent()) {
        print(message.get());
        done++;
      } else if (plan.hearing().isPresent()) {
        throw new IllegalStateException(
            "nothing came for " + seconds(plan.hearing().get()) + ": " + socket.silence());
      }
    }
  }

  private void print(List<byte[]> message) throws IOException {
    out.write(plan.text().line(message));
    out.flush();
  }

  private static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return (millis % 1_000 == 0 ? String.valueOf(millis / 1_000) : millis / 1_000.0) + " s";
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("stopped", stopped));
    }
  }
}
