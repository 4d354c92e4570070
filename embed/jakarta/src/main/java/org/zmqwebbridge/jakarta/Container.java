package org.zmqwebbridge.jakarta;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.zmqwebbridge.edge.Guest;

/**
 * A servlet container, as far as its connections can become the bridge's. What containers have in
 * common (Jakarta's {@code upgrade}) is too little: it does not say how much of what was written is
 * with the operating system.
 *
 * <p>Owner thread: none; nothing is kept.
 */
interface Container {
  /**
   * Has the request's connection become the guest's, after the 101, whose other headers are with
   * the response already.
   *
   * @throws ServletException if this connection cannot
   */
  void upgrade(HttpServletRequest request, Guest guest) throws ServletException, IOException;
}
