package org.zmqwebbridge.zws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.zws.wire.Frame;
import org.zmqwebbridge.zws.wire.FrameCodec;
import org.zmqwebbridge.zws.wire.HandshakeCommand;
import org.zmqwebbridge.zws.wire.Properties;
import org.zmqwebbridge.zws.wire.Rule;

/**
 * The ZeroMQ handshake of one connection: routing ids, or a mechanism's commands. The hook is asked
 * when all is known that the client says of itself, which with PLAIN is in the middle of it.
 *
 * <p>Owner thread: the connection's edge callbacks; {@link #onAllowed} and {@link #onDenied} come
 * on a worker, while nothing of the client is awaited.
 */
final class Greeting {
  private static final int MAX_ROUTING_ID_BYTES = 255;
  private static final byte[] NO_ROUTING_ID = {};

  /** What is awaited. */
  private enum Awaited {
    CLIENT,
    HOOK,
    INITIATE,
    NOTHING
  }

  private final ZwsSession session;
  private final Mechanism mechanism;
  private final Pairing pairing;
  private volatile Awaited awaited = Awaited.CLIENT;
  private volatile long since; // of System.nanoTime

  Greeting(ZwsSession session, Mechanism mechanism, Pairing pairing, long now) {
    this.session = session;
    this.mechanism = mechanism;
    this.pairing = pairing;
    this.since = now;
  }

  /** Says what the bridge says first, if it does. */
  void begin() {
    switch (mechanism) {
      case NONE -> say(OutgoingMessage.binary(FrameCodec.flag(false), NO_ROUTING_ID));
      case NULL -> say(command(HandshakeCommand.ready(pairing.own())));
      case PLAIN -> {}
    }
  }

  private void say(OutgoingMessage message) {
    session.connection().send(message);
  }

  private static OutgoingMessage command(byte[] body) {
    return OutgoingMessage.binary(FrameCodec.commandFlag(), body);
  }

  /** Whether the client has said all, so that what follows are messages. */
  boolean isOver() {
    return mechanism == Mechanism.PLAIN
        ? awaited == Awaited.NOTHING
        : awaited == Awaited.HOOK || awaited == Awaited.NOTHING;
  }

  /** Whether the client has taken too long. */
  boolean isLate(long now) {
    boolean waits = awaited == Awaited.CLIENT || awaited == Awaited.INITIATE;
    long millis = session.limits().handshakeMillis();
    return waits && now - since > TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** A part, where it can only be a routing id. */
  void onPart(Frame.Part part) {
    if (mechanism != Mechanism.NONE || part.more()) {
      session.broke(Rule.GREETING_MISSING);
    } else if (part.body().length > MAX_ROUTING_ID_BYTES) {
      session.broke(Rule.ROUTING_ID_TOO_LONG);
    } else {
      ask(Map.of());
    }
  }

  void onCommand(Frame.Command command) {
    switch (mechanism) {
      case NONE -> session.broke(Rule.COMMAND_MISPLACED);
      case NULL -> onProperties(HandshakeCommand.ready(command));
      case PLAIN -> onPlain(command);
    }
  }

  private void onPlain(Frame.Command command) {
    switch (awaited) {
      case CLIENT -> onHello(HandshakeCommand.hello(command));
      case INITIATE -> onProperties(HandshakeCommand.initiate(command));
      case HOOK, NOTHING -> session.broke(Rule.COMMAND_MISPLACED);
    }
  }

  private void onHello(Optional<HandshakeCommand.Hello> hello) {
    if (hello.isEmpty()) {
      session.broke(Rule.COMMAND_MALFORMED);
    } else {
      awaited = Awaited.HOOK;
      session.ask(Map.of("username", hello.get().user(), "password", hello.get().password()));
    }
  }

  private void onProperties(Optional<Properties> properties) {
    if (properties.isEmpty()) {
      session.broke(Rule.COMMAND_MALFORMED);
    } else if (!pairing.clients().contains(properties.get().socketType())) {
      session.broke(Rule.WRONG_TYPE);
    } else if (mechanism == Mechanism.PLAIN) {
      say(command(HandshakeCommand.ready(pairing.own())));
      awaited = Awaited.NOTHING;
      session.onIntroduced();
      session.join();
    } else {
      ask(Map.of());
    }
  }

  private void ask(Map<String, Object> fields) {
    awaited = Awaited.HOOK;
    session.onIntroduced();
    session.ask(fields);
  }

  /** The hook has said yes. */
  void onAllowed() {
    if (mechanism == Mechanism.PLAIN) {
      since = System.nanoTime();
      awaited = Awaited.INITIATE;
      say(command(HandshakeCommand.welcome()));
    } else {
      awaited = Awaited.NOTHING;
      session.join();
    }
  }

  /** The hook has said no, or nothing. */
  void onDenied() {
    awaited = Awaited.NOTHING;
    if (mechanism == Mechanism.PLAIN) {
      say(command(HandshakeCommand.error("400")));
    }
  }
}
