package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.http1.HttpHead;

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
   * @param pattern of the route
   */
  void take(Client client, HttpHead head, String pattern);
}
