package org.zmqwebbridge.it.fault;

import java.util.function.Consumer;
import org.zmqwebbridge.it.fault.Conditions.End.How;
import org.zmqwebbridge.kit.Await;

/**
 * What happens, and how it ends.
 *
 * @param begin makes it so
 * @param end makes it as it was; connections that have ended stay so
 */
record Fault(Consumer<Stage> begin, Consumer<Stage> end) {
  /** How much of a large message passes. */
  private static final int PART_BYTES = 150_000;

  private static final int LARGE_BYTES = 800_000;

  private static Fault ofLink(Consumer<FaultProxy> begin) {
    return new Fault(stage -> begin.accept(stage.link()), stage -> stage.link().clear());
  }

  private static Fault ofService(Consumer<Service> begin, Consumer<Service> end) {
    return new Fault(stage -> begin.accept(stage.service()), stage -> end.accept(stage.service()));
  }

  // Of connections

  static final Fault CUT = ofLink(FaultProxy::cut);
  static final Fault RESET = ofLink(FaultProxy::reset);

  static final Fault REFUSED =
      ofLink(
          link -> {
            link.refuse();
            link.reset();
          });

  static final Fault HUNG_UP =
      ofLink(
          link -> {
            link.hangUp();
            link.cut();
          });

  static Fault halfClosed(Direction direction) {
    return ofLink(link -> link.halfClose(direction));
  }

  static final Fault MUTE = suffering(Conditions.CLEAR.mute());

  static Fault suffering(Conditions conditions) {
    return ofLink(link -> link.set(conditions));
  }

  static Fault suffering(Direction direction, Conditions conditions) {
    return ofLink(link -> link.set(direction, conditions));
  }

  /**
   * Bits are flipped, until the connection ends: what a flipped length has made of a stream, no
   * later byte mends.
   */
  static Fault corrupted(Direction direction, Conditions conditions) {
    return new Fault(
        stage -> {
          stage.books().expectGarbled();
          stage.link().set(direction, conditions);
        },
        stage -> {
          stage.link().reset();
          stage.link().clear();
        });
  }

  /** The same where nothing that was flipped may arrive anywhere. */
  static Fault corruptedInCurve(Direction direction, Conditions conditions) {
    return new Fault(
        stage -> stage.link().set(direction, conditions),
        stage -> {
          stage.link().reset();
          stage.link().clear();
        });
  }

  /** The connection ends, and each one after it at this byte of its handshake. */
  static Fault inHandshake(Direction direction, int at, How how) {
    return new Fault(
        stage -> {
          int before = stage.link().accepted();
          stage.link().set(direction, Conditions.CLEAR.endAt(at, how));
          stage.link().reset();
          stage.knock();
          Await.await("another to connect", () -> stage.link().accepted() > before);
        },
        stage -> stage.link().clear());
  }

  /** A large message is on its way in this direction, and half of it arrives. */
  static Fault inMessage(Direction direction, How how) {
    return new Fault(
        stage -> {
          int before = stage.link().accepted();
          long at = stage.link().taken(direction) + PART_BYTES;
          stage.link().set(direction, Conditions.CLEAR.endAt(at, how));
          stage.traffic().large(LARGE_BYTES);
          Await.await(
              "half a message",
              () ->
                  stage.link().taken(direction) == at
                      || stage.link().open() == 0
                      || stage.link().accepted() > before); // ended, and there again already
        },
        stage -> stage.link().clear());
  }

  // Of the service

  static final Fault KILLED = ofService(Service::kill, Service::start);
  static final Fault STOPPED = ofService(Service::freeze, Service::thaw);

  static final Fault RESTARTED =
      ofService(
          service -> {
            service.kill();
            service.start();
          },
          service -> {});

  /** Where it was not there from the beginning ({@link Play#withoutService}). */
  static final Fault LATE = ofService(service -> {}, Service::start);

  /** What it answers is wrong. */
  static final Fault MISCHIEF = STOPPED;
}
