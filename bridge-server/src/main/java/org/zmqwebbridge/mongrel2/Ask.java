package org.zmqwebbridge.mongrel2;

import org.zmqwebbridge.mongrel2.wire.HeaderBlock;

/**
 * What one request says to handlers, before they are told.
 *
 * @param path as the client has sent it
 * @param headers those of all its messages
 */
record Ask(Client client, HandlerPair handlers, String path, HeaderBlock headers) {
  /** The same with other headers. */
  Ask with(HeaderBlock changed) {
    return new Ask(client, handlers, path, changed);
  }

  /** Tells them. */
  void tell(byte[] body) {
    HeaderBlock said =
        client.downloads().begin() ? headers.copy().add("DOWNLOAD_CREDITS", "102400") : headers;
    client.tell(handlers, path, said, body);
  }
}
