package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;

/**
 * A client of HTTP/2 that sends the frames it is told to, and nothing of its own.
 *
 * <p>Owner thread: the test's.
 */
public final class Http2Client implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;
  public static final int END_STREAM = 1;
  public static final int ACK = 1;
  public static final int END_HEADERS = 4;

  /** One that has come; of type -1: the connection's end. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or changes it
  public record Frame(int type, int flags, int stream, byte[] payload) {
    /** Whether its stream ends with it. */
    public boolean endsStream() {
      return (flags & END_STREAM) != 0;
    }

    /** Its payload, read as text. */
    public String text() {
      return new String(payload, UTF_8);
    }

    /** The error code of a reset, or of the end of the connection. */
    public int error() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? Integer.BYTES : 0);
    }
  }

  private static final Frame END = new Frame(-1, 0, 0, new byte[0]);

  private final SSLSocket socket;
  private final DataInputStream in;
  private final HpackDecoder decoder = new HpackDecoder(1 << 16, System::nanoTime);

  /** One that is connected to a port of this machine. */
  public Http2Client(int port) {
    this(port, new byte[0]);
  }

  /**
   * @param settings of the client's first frame
   */
  public Http2Client(int port, byte[] settings) {
    try {
      Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(Await.DEADLINE_MILLIS);
      socket =
          (SSLSocket) Certificate.shared().client().createSocket(plain, "localhost", port, true);
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertEquals("h2", socket.getApplicationProtocol());
      in = new DataInputStream(socket.getInputStream());
      socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    send(SETTINGS, 0, 0, settings);
  }

  /** A setting, for the frame of settings. */
  public static byte[] setting(int id, int value) {
    return ByteBuffer.allocate(6).putShort((short) id).putInt(value).array();
  }

  /** Sends a frame. */
  public void send(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    try {
      socket.getOutputStream().write(frame.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A header block in which nothing is compressed. */
  public static byte[] block(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      byte[] text = namesAndValues[i].getBytes(ISO_8859_1);
      if (text.length < 127) {
        block.write(text.length);
      } else { // RFC 7541, section 5.1
        block.write(127);
        int rest = text.length - 127;
        for (; rest >= 128; rest >>= 7) {
          block.write((rest & 127) | 128);
        }
        block.write(rest);
      }
      block.writeBytes(text);
    }
    return block.toByteArray();
  }

  /** Begins a request. */
  public void request(int stream, boolean ends, String method, String path, String... more) {
    String[] all = new String[8 + more.length];
    String[] line = {
      ":method", method, ":scheme", "https", ":authority", "localhost:" + port(), ":path", path
    };
    System.arraycopy(line, 0, all, 0, 8);
    System.arraycopy(more, 0, all, 8, more.length);
    send(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block(all));
  }

  /** Asks for a WebSocket on a stream (RFC 8441). */
  public void connect(int stream, String path, String... more) {
    String[] all = new String[4 + more.length];
    String[] said = {":protocol", "websocket", "sec-websocket-version", "13"};
    System.arraycopy(said, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    request(stream, false, "CONNECT", path, all);
  }

  /** Sends a part of a body. */
  public void data(int stream, boolean ends, byte[] bytes) {
    send(DATA, ends ? END_STREAM : 0, stream, bytes);
  }

  /** The same as text. */
  public void data(int stream, boolean ends, String text) {
    data(stream, ends, text.getBytes(UTF_8));
  }

  /** Gives a stream up. */
  public void reset(int stream) {
    send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  /** Takes so many bytes more. */
  public void window(int stream, int more) {
    send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(more).array());
  }

  /** Of the other side. */
  public int port() {
    return socket.getPort();
  }

  /** The next one, whatever it is. */
  public Frame next() {
    try {
      int head = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = new byte[head >>> 8];
      in.readFully(payload);
      return new Frame(head & 255, flags, stream, payload);
    } catch (EOFException | SocketException end) {
      return END;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next one that is about a request, or the connection's end. */
  public Frame answer() {
    Frame frame = next();
    while (frame.type() == SETTINGS || frame.type() == WINDOW_UPDATE || frame.type() == PING) {
      frame = next();
    }
    return frame;
  }

  /** The next of this type; others before it are dropped. */
  public Frame await(int type) {
    Frame frame = next();
    while (frame.type() != type && frame.type() != END.type()) {
      frame = next();
    }
    assertEquals(type, frame.type(), "the connection has ended");
    return frame;
  }

  /** The head of a stream's answer, which is the next frame: names and values, and ":status". */
  public Map<String, String> head(int stream) {
    Frame frame = answer();
    assertEquals(HEADERS, frame.type(), frame + " " + frame.text());
    assertEquals(stream, frame.stream());
    return decode(frame);
  }

  /** What a frame of headers says. */
  public Map<String, String> decode(Frame frame) {
    try {
      MetaData data = decoder.decode(ByteBuffer.wrap(frame.payload()));
      Map<String, String> head = new TreeMap<>();
      if (data instanceof MetaData.Response response) {
        head.put(":status", Integer.toString(response.getStatus()));
      }
      for (HttpField field : data.getHttpFields()) {
        head.put(field.getLowerCaseName(), field.getValue());
      }
      return head;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a stream's next frames of data hold, until so many bytes have come or it has ended. */
  public String body(int stream, int bytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean ended = false;
    while (!ended && body.size() < bytes) {
      Frame frame = answer();
      assertEquals(DATA, frame.type(), frame.toString());
      assertEquals(stream, frame.stream());
      body.writeBytes(frame.payload());
      ended = frame.endsStream();
    }
    return body.toString(UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
