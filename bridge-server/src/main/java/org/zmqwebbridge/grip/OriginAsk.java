package org.zmqwebbridge.grip;

import java.util.List;
import java.util.function.Function;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/**
 * One request on its way to one of a route's origins: where one cannot be reached, the next is
 * asked; where one left before it answered, it is asked once more, if that does no harm.
 *
 * <p>Owner thread: none; what origins say comes one at a time. Lifetime: until its listener has
 * heard the end.
 */
final class OriginAsk implements OriginListener, OriginCall {
  private final List<Target> targets;
  private final Function<Target, OriginRequest> request;
  private final OriginPort port;
  private final OriginListener listener;
  private volatile OriginCall call;
  private int next;
  private volatile boolean hasBegun; // its body has, which cannot be sent again
  private boolean wasAskedAgain;
  private volatile boolean aborted;
  private volatile Target target;

  /**
   * @param targets in the order in which they are asked, at least one
   * @param request what each is asked
   */
  OriginAsk(
      List<Target> targets,
      Function<Target, OriginRequest> request,
      OriginPort port,
      OriginListener listener) {
    this.targets = targets;
    this.request = request;
    this.port = port;
    this.listener = listener;
  }

  @Override
  public void begin() {
    ask();
  }

  private void ask() {
    target = targets.get(next);
    OriginRequest made = request.apply(target);
    OriginCall opened = port.open(target, made, this);
    call = opened;
    opened.begin();
    if (!(target.place() instanceof Target.Http)) {
      listener.onContinue(); // there is no way for others to say so
    }
    if (aborted) {
      opened.abort();
    }
  }

  /** Who is asked, or has answered. */
  Target target() {
    return target;
  }

  // The request

  @Override
  public void write(byte[] bytes, Runnable onTaken) {
    hasBegun = true;
    call.write(bytes, onTaken);
  }

  @Override
  public void endBody(List<HeaderField> trailers) {
    call.endBody(trailers);
  }

  @Override
  public void more() {
    call.more();
  }

  @Override
  public void abort() {
    aborted = true;
    OriginCall under = call;
    if (under != null) {
      under.abort();
    }
  }

  // The answer

  @Override
  public void onContinue() {
    listener.onContinue();
  }

  @Override
  public void onInterim(InterimHead said) {
    listener.onInterim(said);
  }

  @Override
  public void onHead(ResponseHead head, long bodyBytes) {
    listener.onHead(head, bodyBytes);
  }

  @Override
  public void onPart(byte[] bytes) {
    listener.onPart(bytes);
  }

  @Override
  public void onEnd(List<HeaderField> trailers) {
    listener.onEnd(trailers);
  }

  @Override
  public void onFailed(OriginFailure failure) {
    boolean another = failure.isUnsent() && !hasBegun && next + 1 < targets.size();
    boolean again =
        failure.kind() == OriginFailure.Kind.LEFT && !hasBegun && !wasAskedAgain && isHarmless();
    if (aborted || !(another || again)) {
      listener.onFailed(failure);
    } else {
      wasAskedAgain |= again;
      next += another ? 1 : 0;
      ask();
    }
  }

  /** RFC 9110, section 9.2.2: asked twice is asked once. */
  private boolean isHarmless() {
    return switch (request.apply(target).method()) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
      default -> false;
    };
  }
}
