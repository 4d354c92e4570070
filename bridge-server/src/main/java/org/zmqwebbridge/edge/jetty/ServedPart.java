package org.zmqwebbridge.edge.jetty;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.Served;

/**
 * What only some listeners serve: at the others it is not there.
 *
 * <p>Owner thread: Jetty's.
 */
final class ServedPart extends Handler.Wrapper {
  private final Predicate<Set<Served>> here;
  private final Function<String, Set<Served>> byListener;

  /** What is there where a listener serves this. */
  ServedPart(Served part, Function<String, Set<Served>> byListener, Handler serving) {
    this(parts -> parts.contains(part), byListener, serving);
  }

  /**
   * @param here whether it is there, by what a listener serves
   * @param byListener what each serves, by the names of connectors
   */
  ServedPart(
      Predicate<Set<Served>> here, Function<String, Set<Served>> byListener, Handler serving) {
    super(serving);
    this.here = here;
    this.byListener = byListener;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String listener = request.getConnectionMetaData().getConnector().getName();
    return here.test(byListener.apply(listener)) && super.handle(request, response, callback);
  }
}
