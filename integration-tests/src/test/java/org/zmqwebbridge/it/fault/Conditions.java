package org.zmqwebbridge.it.fault;

/**
 * What one direction of every connection suffers.
 *
 * <p>Immutable; each method gives a copy with one thing changed.
 *
 * @param muted nothing is taken and nothing leaves, as on a cable that is pulled: TCP holds it
 */
public record Conditions(boolean muted, Pace pace, Damage damage, End end) {
  /**
   * How fast bytes are.
   *
   * @param delayMillis how long they are under way
   * @param jitterMillis how much longer at most; their order stays
   * @param bytesPerSecond how many leave; 0: as many as the receiver takes
   * @param pieceBytes how many leave in one write, at most
   */
  public record Pace(long delayMillis, long jitterMillis, long bytesPerSecond, int pieceBytes) {}

  /**
   * Which bits are flipped.
   *
   * @param everyBytes one bit of so many bytes, on the average; 0: none
   * @param at one bit of this byte of each connection, counted from 0; -1: none
   * @param sparesHeads whether those of so many bytes are not in the heads of ZMTP's frames
   */
  public record Damage(int everyBytes, long at, boolean sparesHeads) {}

  /**
   * How much of a connection is let through.
   *
   * @param at so many bytes; -1: all
   * @param how what happens then
   */
  public record End(long at, How how) {
    /** How the bytes of a connection end. */
    public enum How {
      /** Both sides see the end of the stream. */
      CUT,
      /** Both sides see a reset. */
      RESET,
      /** Nothing comes any more. */
      MUTE
    }
  }

  /** As if there was no proxy. */
  public static final Conditions CLEAR =
      new Conditions(
          false,
          new Pace(0, 0, 0, Integer.MAX_VALUE),
          new Damage(0, -1, false),
          new End(-1, End.How.MUTE));

  /** Nothing passes. */
  public Conditions mute() {
    return new Conditions(true, pace, damage, end);
  }

  /** Bytes are so long under way. */
  public Conditions delay(long millis, long jitterMillis) {
    Pace slower = new Pace(millis, jitterMillis, pace.bytesPerSecond, pace.pieceBytes);
    return new Conditions(muted, slower, damage, end);
  }

  /** So many leave in a second. */
  public Conditions throttle(long bytes) {
    Pace slower = new Pace(pace.delayMillis, pace.jitterMillis, bytes, pace.pieceBytes);
    return new Conditions(muted, slower, damage, end);
  }

  /** So many leave in one write. */
  public Conditions slice(int bytes) {
    Pace sliced = new Pace(pace.delayMillis, pace.jitterMillis, pace.bytesPerSecond, bytes);
    return new Conditions(muted, sliced, damage, end);
  }

  /** One bit of so many bytes is flipped. */
  public Conditions corrupt(int everyBytes) {
    return new Conditions(muted, pace, new Damage(everyBytes, damage.at, false), end);
  }

  /** The same in ZMTP 3, but where each frame ends and whether another belongs to it stays. */
  public Conditions corruptBodies(int everyBytes) {
    return new Conditions(muted, pace, new Damage(everyBytes, damage.at, true), end);
  }

  /** One bit of this byte of each connection is flipped. */
  public Conditions corruptAt(long position) {
    return new Conditions(
        muted, pace, new Damage(damage.everyBytes, position, damage.sparesHeads), end);
  }

  /** A connection ends so, once so many of its bytes have passed. */
  public Conditions endAt(long position, End.How how) {
    return new Conditions(muted, pace, damage, new End(position, how));
  }
}
