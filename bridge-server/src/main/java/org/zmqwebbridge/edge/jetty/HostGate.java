package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.zmqwebbridge.edge.HostNames;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.edge.RequestTarget;
import org.zmqwebbridge.observe.Counter;

/**
 * In front of all that there is: refuses requests to hosts that this is not (RFC 9110, section
 * 15.5.20), and those of HTTP/2 whose path could mean another.
 *
 * <p>Owner thread: Jetty's.
 */
final class HostGate extends Handler.Wrapper {
  private final Refusals refusals;
  private volatile HostNames hosts;

  HostGate(Handler behind, HostNames hosts, Refusals refusals) {
    super(behind);
    this.hosts = hosts;
    this.refusals = refusals;
  }

  /** From now on, these. */
  void hosts(HostNames changed) {
    hosts = changed;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    boolean isHttp2 = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    String wrong = isHttp2 && path != null ? RequestTarget.wrongPath(path) : "";
    if (!wrong.isEmpty()) { // of HTTP/1 it is known by now
      refusals.refuse(
          new HttpCall(request, response, callback),
          HttpStatus.BAD_REQUEST_400,
          "Bad Request.",
          Counter.HTTP_REFUSED,
          wrong);
      return true;
    }
    String host = Request.getServerName(request);
    if (host != null && hosts.contains(host)) {
      return super.handle(request, response, callback);
    }
    refusals.refuse(
        new HttpCall(request, response, callback),
        HttpStatus.MISDIRECTED_REQUEST_421,
        "There is no such host here.",
        Counter.HOSTS_REFUSED,
        "the host "
            + Printable.cut(String.valueOf(host))
            + " is none of hosts; list it there, or leave hosts out");
    return true;
  }
}
