package org.zmqwebbridge.jakarta;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.edge.GuestAnswer;
import org.zmqwebbridge.edge.GuestRequest;
import org.zmqwebbridge.edge.Guests;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.proxy.IpNetwork;

/**
 * The bridge in a servlet container of an application's (Tomcat, Jetty, Undertow), at the path of
 * its WebSocket and those of its script. In Tomcat, for example:
 *
 * <pre>{@code
 * Tomcat.addServlet(context, "bridge", new BridgeServlet(bridge));
 * context.addServletMappingDecoded("/data", "bridge");
 * context.addServletMappingDecoded("/zmq.js", "bridge");
 * }</pre>
 *
 * <p>Origins, hosts, hooks and limits are the bridge's, as on a port of its own.
 *
 * <p>Owner thread: the container's; it waits there for a hook, as long as that may take. Lifetime:
 * initialized after its bridge has started; the bridge is closed before the container stops, so
 * that its pages are told.
 */
public final class BridgeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final long WAIT_SECONDS = 60; // hooks have a deadline before it

  private final transient Guests guests;
  private transient Container container;

  /**
   * @throws IllegalStateException if the bridge has settings that are the container's to see to;
   *     the message says what to do
   */
  public BridgeServlet(Bridge bridge) {
    guests = bridge.guests();
  }

  /**
   * What it is to be mapped to: the paths of the bridge's WebSockets and scripts, for example
   * {@code /data} and {@code /zws/*}. Locations of the relay come besides.
   */
  public List<String> paths() {
    return guests.paths();
  }

  /**
   * @throws ServletException if it cannot work in this container; the message says what to do
   */
  @Override
  public void init() throws ServletException {
    container = Containers.of(getServletContext());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    GuestAnswer answer;
    try {
      answer = ask(request);
    } catch (IllegalArgumentException unreadable) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    if (answer == null) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    answer.headers().forEach(field -> response.addHeader(field.name(), field.value()));
    if (answer.guest().isPresent()) {
      container.upgrade(request, answer.guest().get());
      return;
    }
    response.setStatus(answer.status());
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  /** The bridge's answer; {@code null}: it has none. */
  private GuestAnswer ask(HttpServletRequest request) {
    try {
      return guests
          .ask(read(request))
          .toCompletableFuture()
          .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
          .get();
    } catch (ExecutionException failure) {
      String what =
          failure.getCause() instanceof TimeoutException ? "was late" : "could not be asked";
      log("a request is refused: the bridge " + what, failure);
      return null;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static GuestRequest read(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String query = request.getQueryString();
    List<HeaderField> headers = new ArrayList<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        headers.add(new HeaderField(name, value));
      }
    }
    return new GuestRequest(
        request.getMethod(),
        query == null ? path : path + "?" + query,
        request.getProtocol(),
        headers,
        client(request),
        local(request),
        request.isSecure());
  }

  /**
   * The client, as the container says it. Behind a proxy, Undertow says what the proxy's header
   * says, a name too, which is nobody's address and is not to be looked up.
   *
   * @throws IllegalArgumentException if it is no address
   */
  private static InetSocketAddress client(HttpServletRequest request) {
    InetAddress address =
        address(request.getRemoteAddr())
            .orElseThrow(() -> new IllegalArgumentException("the client's address is none"));
    return new InetSocketAddress(address, Math.max(request.getRemotePort(), 0));
  }

  /** This end of the connection; a proxy's name for it says nothing of where it is. */
  private static InetSocketAddress local(HttpServletRequest request) {
    int port = Math.max(request.getLocalPort(), 0);
    return address(request.getLocalAddr())
        .map(address -> new InetSocketAddress(address, port))
        .orElseGet(() -> new InetSocketAddress(port));
  }

  /**
   * Without the brackets that Jetty writes around IPv6, and without its zone, if it has one: limits
   * count by addresses.
   */
  private static Optional<InetAddress> address(String text) {
    return Optional.ofNullable(text)
        .map(
            said ->
                said.startsWith("[") && said.endsWith("]")
                    ? said.substring(1, said.length() - 1)
                    : said)
        .flatMap(written -> IpNetwork.address(written.split("%", 2)[0]));
  }
}
