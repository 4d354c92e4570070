package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.routing.Route;

/**
 * Who answers the requests of a route.
 *
 * <p>Owner thread: none.
 */
interface Target {
  /**
   * A request has come, whose body has not been read. By the thread that reads; the target has the
   * client {@linkplain Client#become become} what reads the body, if there is one.
   *
   * @param route that has led here
   */
  void take(Client client, HttpHead head, Route<Target> route);
}
