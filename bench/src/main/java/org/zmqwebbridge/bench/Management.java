package org.zmqwebbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * What a bridge says of itself on its management listener.
 *
 * @param uri of the listener, without a path
 */
record Management(URI uri) {
  private static final int OK = 200;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /**
   * How much there is now, by gauges that have no labels.
   *
   * @throws IllegalStateException if there is no such gauge, or the listener says none
   * @throws UncheckedIOException if the listener does not answer
   */
  double sum(String... gauges) {
    String metrics = metrics();
    double sum = 0;
    for (String gauge : gauges) {
      sum +=
          metrics
              .lines()
              .filter(line -> line.startsWith(gauge + " "))
              .mapToDouble(line -> Double.parseDouble(line.substring(gauge.length() + 1)))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("the bridge has no gauge " + gauge));
    }
    return sum;
  }

  private String metrics() {
    HttpRequest request = HttpRequest.newBuilder(uri.resolve("/metrics")).build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IllegalStateException(
            request.uri() + " answers with " + answer.statusCode() + ": " + answer.body().strip());
      }
      return answer.body();
    } catch (IOException failure) {
      throw new UncheckedIOException("the bridge's management does not answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
