package org.zmqwebbridge.origin;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.zmqwebbridge.origin.OriginFailure.Kind;

/** What a request to a back end failed by, in our words. */
final class Failures {
  /** Names of its classes are written by the first letters of their packages. */
  private static final Pattern JETTYS = Pattern.compile("( on )?\\boej[a-z]*\\.[A-Z]\\w*@");

  private Failures() {}

  /**
   * @param begun whether there was a connection on which it may have been sent
   * @param sent whether its head is known to have been written
   * @param answered whether the head of the answer had come
   */
  static OriginFailure of(Throwable cause, boolean begun, boolean sent, boolean answered) {
    if (cause instanceof RejectedExecutionException) {
      return new OriginFailure(Kind.BUSY, "too many requests wait for a connection to it");
    }
    if (!sent && hasTls(cause)) {
      return new OriginFailure(Kind.UNTRUSTED, "TLS: " + text(cause));
    }
    if (!begun) {
      return new OriginFailure(Kind.UNREACHABLE, "cannot connect: " + text(cause));
    }
    if (cause instanceof TimeoutException) {
      return new OriginFailure(
          Kind.LATE, answered ? "it stopped in the middle of its answer" : "no answer in time");
    }
    return answered
        ? new OriginFailure(Kind.BROKEN, "its answer broke off: " + text(cause))
        : new OriginFailure(Kind.LEFT, "it left before it answered: " + text(cause));
  }

  private static boolean hasTls(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  /** What happened, without what Jetty adds of the states of its objects. */
  static String text(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.getClass().getSimpleName();
    }
    Matcher states = JETTYS.matcher(message);
    String said = states.find() ? message.substring(0, states.start()) : message;
    return said.isEmpty() ? "it closed the connection" : said;
  }
}
