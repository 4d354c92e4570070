package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpStatus;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.observe.Counter;

/** Why the edge ends an exchange itself, and its connection with it: what it says, and counts. */
enum ExchangeRefusal {
  BODY_TOO_LARGE(
      Counter.BODIES_TOO_LARGE, HttpStatus.PAYLOAD_TOO_LARGE_413, "The body is too large."),
  BODY_LATE(Counter.BODIES_LATE, HttpStatus.REQUEST_TIMEOUT_408, "The body did not come in time."),
  BODY_OVERLOADED(
      Counter.BODIES_OVERLOADED, HttpStatus.SERVICE_UNAVAILABLE_503, "Try again later."),
  UNANSWERED(Counter.HELD_LATE, HttpStatus.GATEWAY_TIMEOUT_504, "There was no answer in time."),
  ENDED_BY_OPERATOR(
      Counter.CONNECTIONS_ENDED_BY_OPERATOR,
      HttpStatus.SERVICE_UNAVAILABLE_503,
      "Ended by the operator."),
  /** The dialect has failed. */
  FAILED(Counter.HTTP_REFUSED, HttpStatus.INTERNAL_SERVER_ERROR_500, "Server Error.");

  private final Counter counter;
  private final int status;
  private final String text;

  ExchangeRefusal(Counter counter, int status, String text) {
    this.counter = counter;
    this.status = status;
    this.text = text;
  }

  Counter counter() {
    return counter;
  }

  HttpAnswer answer() {
    HttpAnswer plain = HttpAnswer.text(status, text);
    return this == BODY_OVERLOADED ? plain.retryAfter(1) : plain;
  }
}
