package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Welcome;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Answered;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * Lets WebSockets in that have a route, if the hooks and the origin let them. The last that is
 * asked: it may have routes for everything.
 *
 * <p>Immutable; any thread.
 *
 * @param sockjs whose clients may come by WebSockets of their own
 * @param answersAll whether it refuses what no route is for
 */
record GripUpgrader(GripContext context, SockjsServices sockjs, boolean answersAll)
    implements Upgrader {
  @Override
  public boolean isAt(String path, List<String> offered) {
    return answersAll
        || context.table().get().routes().stream()
            .anyMatch(route -> path.startsWith(route.condition().pathBegin()));
  }

  @Override
  public Served part() {
    return Served.HTTP;
  }

  /** Its origins do. */
  @Override
  public boolean seesToOrigins() {
    return true;
  }

  @Override
  public boolean takesItsTime() {
    return true;
  }

  @Override
  public boolean sharesItsPlaces() {
    return true;
  }

  /** Its origins choose. */
  @Override
  public boolean knows(String subprotocol) {
    return true;
  }

  @Override
  public CompletionStage<Admission> admits(Handshake came) {
    boolean isSecure = context.forwarding().saysTls(came);
    Handshake handshake = isSecure ? came.overTls().asHandshake() : came;
    Optional<GripRoute> route =
        context
            .table()
            .get()
            .find(handshake.host().orElse(null), handshake.path(), true, handshake.secure());
    if (route.isEmpty()) {
      return CompletableFuture.completedFuture(answered(ProxyErrors.NO_ROUTE));
    }
    return sockjs
        .find(route.get(), handshake.path())
        .map(service -> service.admits(handshake).orElseGet(GripUpgrader::nothingThere))
        .orElseGet(() -> admits(route.get(), handshake));
  }

  private static CompletionStage<Admission> nothingThere() {
    return CompletableFuture.completedFuture(
        answered(HttpAnswer.text(404, "There is no WebSocket of SockJS at this path.")));
  }

  /** Whether a client may come in at a route, whichever way it is carried. */
  CompletionStage<Admission> admits(GripRoute route, Handshake handshake) {
    Decision decision = new Decision();
    CompletionStage<Void> unused =
        context
            .guard()
            .admits(handshake)
            .thenCompose(
                welcome ->
                    welcome instanceof Welcome.In in
                        ? ask(handshake, route, in.grant(), decision)
                        : CompletableFuture.completedFuture(refused((Welcome.Out) welcome)))
            .handle(decision::take);
    return decision;
  }

  /** What is decided about a client: anyone who does not want it any more cancels it. */
  static final class Decision extends CompletableFuture<Admission> {
    Void take(Admission made, Throwable failure) {
      boolean unused = failure == null ? complete(made) : completeExceptionally(failure);
      return null;
    }

    /** Has this done when nobody wants it any more. */
    void whenUnwanted(Runnable task) {
      CompletionStage<Admission> unused =
          whenComplete(
              (made, failure) -> {
                if (isCancelled()) {
                  task.run();
                }
              });
    }
  }

  private static Admission refused(Welcome.Out out) {
    return new Refusal(out.reason(), out.counter().orElse(Counter.GRIP_DENIED));
  }

  private CompletionStage<Admission> ask(
      Handshake handshake, GripRoute route, Grant grant, Decision decision) {
    boolean isOverHttp = isAsked(route.targets().get(0));
    List<Target> targets =
        route.targets().stream()
            .filter(target -> isOverHttp ? isAsked(target) : speaksIt(target))
            .toList();
    if (targets.isEmpty()) {
      OriginFailure none =
          new OriginFailure(
              OriginFailure.Kind.UNREACHABLE, "no target of the route takes WebSockets");
      return CompletableFuture.completedFuture(
          answered(ProxyErrors.answer(502, none, route.options().isDebug())));
    }
    GripRoute asked = new GripRoute(route.condition(), route.options(), targets);
    if (isOverHttp) {
      OverHttpOpening opening = new OverHttpOpening(handshake, asked, grant, context);
      CompletionStage<Admission> begun = opening.begin();
      decision.whenUnwanted(opening::leave);
      return begun;
    }
    PassedOpening opening = new PassedOpening(handshake, asked, grant, context);
    CompletionStage<Admission> begun = opening.begin();
    decision.whenUnwanted(opening::leave);
    return begun;
  }

  /** Whether it takes WebSockets as such: workers that stream do. */
  private static boolean speaksIt(Target target) {
    return target.place() instanceof Target.Http
        || (target.place() instanceof Target.Zhttp workers && !workers.isRequest());
  }

  private static boolean isAsked(Target target) {
    return target.isOverHttp() || target.place() instanceof Target.Test;
  }

  /** As an admission. */
  static Admission answered(HttpAnswer answer) {
    return new Answered(ResponseHead.of(answer.status(), "text/plain"), answer.body());
  }
}
