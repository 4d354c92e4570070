package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.PublishItem;
import org.zmqwebbridge.grip.wire.PublishReader;
import org.zmqwebbridge.json.JsonText;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.observe.Counter;

/**
 * One request of a publisher's: {@code POST /publish} or {@code POST /recover}.
 *
 * <p>Owner thread: the edge's, and the one that has published. Lifetime: its exchange's.
 */
final class ControlVisit implements ExchangeHandler {
  private static final int PART_BYTES = 16_384;

  private final Exchange exchange;
  private final RequestHead head;
  private final GripContext context;
  private final Optional<PublisherSecret> secret;
  private final int maxBytes;
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream(0);

  /**
   * @param secret that it must bring; empty: none
   */
  ControlVisit(Exchange exchange, GripContext context, Optional<PublisherSecret> secret) {
    this.exchange = exchange;
    this.head = exchange.head();
    this.context = context;
    this.secret = secret;
    this.maxBytes = context.limits().maxPublishBytes();
  }

  private void answer(HttpAnswer answer) {
    boolean unused = exchange.answer(answer);
  }

  @Override
  public void onOpen() {
    Optional<String> foreign = exchange.foreignPage();
    if (foreign.isPresent()) {
      context.count(Counter.GRIP_PUBLISHERS_DENIED);
      answer(ControlAnswers.text(403, "Origin not allowed."));
    } else if (!head.method().equals("POST")) {
      answer(ControlAnswers.notAllowed(head.method()));
    } else if (secret.isPresent() && !secret.get().isIn(head.header("Authorization"))) {
      context.count(Counter.GRIP_PUBLISHERS_DENIED);
      answer(ControlAnswers.unauthorized());
    } else if (ControlAnswers.form(head).isEmpty()) {
      answer(ControlAnswers.notAcceptable());
    } else {
      read();
    }
  }

  // Its body

  private void read() {
    Optional<Long> announced = head.header("Content-Length").map(ControlVisit::length);
    if (announced.isEmpty()) {
      exchange.readPart(PART_BYTES);
    } else if (announced.get() > maxBytes) {
      tooLarge();
    } else {
      exchange.readBody(maxBytes);
    }
  }

  private static long length(String text) {
    return text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text.trim());
  }

  private void tooLarge() {
    context.count(Counter.GRIP_MALFORMED);
    answer(ControlAnswers.text(400, "Request body too large."));
  }

  @Override
  public void onPart(byte[] bytes) {
    parts.writeBytes(bytes);
    if (parts.size() > maxBytes) {
      parts.reset();
      tooLarge();
    } else {
      exchange.readPart(PART_BYTES);
    }
  }

  @Override
  public void onBodyEnd(List<HeaderField> trailers) {
    onBody(parts.toByteArray());
  }

  @Override
  public void onBody(byte[] body) {
    if (head.path().startsWith("/recover")) {
      context.audiences().recover();
      done("Updated", Optional.empty());
      return;
    }
    try {
      publish(PublishReader.items(body));
    } catch (MalformedTextException none) {
      refuse(JsonText.isWellFormed(body) ? "Invalid format." : "Body is not valid JSON.");
    } catch (MalformedGripException wrong) {
      refuse("Invalid format: " + wrong.getMessage());
    }
  }

  private void refuse(String text) {
    context.count(Counter.GRIP_MALFORMED);
    answer(ControlAnswers.text(400, text));
  }

  // What becomes of it

  private void publish(List<PublishItem> items) {
    CompletionStage<Void> unused =
        context
            .publishing()
            .publish(items)
            .handle(
                (receivers, failure) -> {
                  if (failure == null) {
                    done("Published", Optional.of(receivers).filter(any -> wantsReceipt()));
                  } else {
                    answer(
                        ControlAnswers.text(503, "Not published: try again later.").retryAfter(1));
                  }
                  return null;
                });
  }

  private boolean wantsReceipt() {
    return Arrays.asList(head.query().split("&", -1)).contains("receipt=1");
  }

  private void done(String message, Optional<Integer> receivers) {
    answer(ControlAnswers.done(ControlAnswers.form(head).orElseThrow(), message, receivers));
  }

  @Override
  public void onGone() {
    // what it has published is published
  }
}
