package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.mongrel2.wire.ExtendedReply;

/**
 * What handlers may order besides bytes.
 *
 * <p>Owner thread: the loop's.
 */
final class Orders {
  /** Does it; what is not known ends the connection. */
  void obey(Client client, ExtendedReply order) {
    client.cancel();
  }
}
