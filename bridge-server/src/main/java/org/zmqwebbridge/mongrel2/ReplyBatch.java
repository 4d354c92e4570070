package org.zmqwebbridge.mongrel2;

import java.util.ArrayList;
import java.util.List;

/**
 * Replies that have come together: each client is written to once for all that are its own.
 *
 * <p>Owner thread: the loop's. Lifetime: its pair's.
 */
final class ReplyBatch {
  private static final int MAX_GATHERED_BYTES = 16 * 1024;

  private final List<Client> clients = new ArrayList<>(); // who is to be written to; some twice

  /** A reply; what waits for the same client does not have to wait for a large one. */
  void add(Client client, byte[] body) {
    if (body.length > MAX_GATHERED_BYTES) {
      client.flush();
    }
    client.reply(body);
    clients.add(client);
  }

  /** All of the batch have come, or something else is to be done to clients. */
  void flush() {
    clients.forEach(Client::flush);
    clients.clear();
  }
}
