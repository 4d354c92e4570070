package org.zmqwebbridge.relay;

import java.util.zip.CRC32;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.relay.wire.GzipBlocks;

/**
 * A stream whose client hears it compressed. Nothing in it can be left out, as its end says what
 * was in it: a client that reads too slowly loses the stream, and comes back.
 *
 * <p>Owner thread: none; its own lock, so that what is said is counted in the order in which it is
 * sent. Keeps no more than a checksum. Lifetime: as the stream in it.
 */
final class ZippedStream implements ByteStream {
  private final ByteStream stream;
  private final CRC32 checksum = new CRC32(); // as the one below: the lock of this object
  private long bytes;
  private boolean ended;

  /** Begins with the header. */
  ZippedStream(ByteStream stream) {
    this.stream = stream;
    stream.send(GzipBlocks.header());
  }

  private void count(byte[] plain) {
    checksum.update(plain, 0, plain.length);
    bytes += plain.length;
  }

  @Override
  public synchronized void send(byte[] plain) {
    if (!ended) {
      count(plain);
      stream.send(GzipBlocks.of(plain));
    }
  }

  @Override
  public synchronized void send(Batch batch, Receiver receiver, SlowReaders slowReaders) {
    if (!ended) {
      for (int i = 0; i < batch.count(); i++) {
        count(batch.before(i));
        count(receiver.label());
        count(batch.after(i));
      }
      stream.send(
          batch.encoded(ZippedBatch.FORMAT).batch(),
          receiver,
          new SlowReaders(SlowReaderPolicy.CLOSE, slowReaders.tally()));
    }
  }

  @Override
  public boolean isDrained() {
    return stream.isDrained();
  }

  @Override
  public synchronized void end() {
    if (!ended) {
      ended = true;
      stream.send(GzipBlocks.ending(checksum.getValue(), bytes));
    }
    stream.end();
  }
}
