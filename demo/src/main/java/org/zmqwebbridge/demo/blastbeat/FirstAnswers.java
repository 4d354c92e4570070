package org.zmqwebbridge.demo.blastbeat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for what each node does, until it is answered: who opens the page then finds them all.
 *
 * <p>Owner thread: the caller's. No state.
 */
final class FirstAnswers {
  private static final List<String> PATHS = List.of("brew/tea", "brew/coffee");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private FirstAnswers() {}

  /**
   * Waits for the nodes of a server; after ten seconds no longer, as the page says what is wrong.
   */
  static void await(String url) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (String path : PATHS) {
      while (!isAnswered(client, url + path) && System.nanoTime() - end < 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static boolean isAnswered(HttpClient client, String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException unanswered) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
