package org.zmqwebbridge.it.fault;

/** How a request is put to a service, and its reply told from others. */
enum Speech {
  /** The service sends back what it gets. */
  ECHO {
    @Override
    String ask(String nonce) {
      return nonce;
    }

    @Override
    String reply(String nonce) {
      return nonce;
    }
  },
  /** A call of {@code echo} (docs/rpc). */
  RPC {
    @Override
    String ask(String nonce) {
      return "{\"funcname\":\"echo\",\"args\":[\"" + nonce + "\"],\"kwargs\":{}}";
    }

    @Override
    String reply(String nonce) {
      return "{\"returnval\":\"" + nonce + "\"}";
    }
  };

  /** A part of a reply as small as this says whose it is. */
  private static final int LEAST = 3;

  abstract String ask(String nonce);

  abstract String reply(String nonce);

  /** Whether a reply is the one, whatever a service puts between its tokens. */
  boolean isReply(String nonce, String content) {
    return reply(nonce).equals(this == RPC ? content.replace(" ", "") : content);
  }

  /**
   * Whether a reply is the one but for a few characters; two replies differ in most of theirs.
   * Where bits of its length were flipped only its beginning arrives, which must be long enough to
   * be no other's.
   */
  boolean isGarbledReply(String nonce, String content) {
    String reply = reply(nonce);
    int equal = 0;
    for (int i = 0; i < Math.min(reply.length(), content.length()); i++) {
      equal += reply.charAt(i) == content.charAt(i) ? 1 : 0;
    }
    boolean begins = reply.startsWith(content) && content.length() >= reply.length() / LEAST;
    return begins || equal > reply.length() / 2;
  }
}
