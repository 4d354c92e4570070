package org.zmqwebbridge.mongrel2;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.edge.PortHandler;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.wire.HeaderBlock;
import org.zmqwebbridge.mongrel2.wire.RequestMessage;
import org.zmqwebbridge.observe.Counter;

/**
 * One connection of a server: what it sends goes to handlers, and what they say of it, it gets.
 *
 * <p>Owner thread: the one that reads for what comes in; all that handlers may ask for is for any
 * thread. Lifetime: the connection's.
 */
final class Client implements PortHandler {
  private static final long NOBODY = 0;
  private static final int UNAVAILABLE = 503;

  private final PortConnection connection;
  private final Server server;
  private final Activity activity;
  private final Downloads downloads;
  private final String address;
  private final RequestInput requests;
  private final Unanswered unanswered = new Unanswered();
  private Input input; // what comes next
  private String host = ""; // of the last request
  private volatile boolean isDeaf; // nothing is read any more
  private volatile boolean isPaused;
  private volatile long id = NOBODY; // for handlers; none until one hears of it
  private volatile HandlerPair last; // who has heard of it last; or null
  private volatile boolean isText; // what it gets is in base64
  private volatile boolean isSocket; // an answer of HTTP means nothing there
  private volatile boolean isKilled; // nobody is told that it has gone
  private boolean isAnswered; // the same, of one that asks once
  private volatile boolean isRefused; // what it was told was not its handler's
  private volatile FileOrder order; // a file on its way to it; or null
  private volatile Credited credited; // whom credits are for; or null

  /** Who reads by credits. */
  interface Credited {
    /** Any thread: so many bytes more. */
    void credit(long bytes);
  }

  Client(PortConnection connection, Server server) {
    this.connection = connection;
    this.server = server;
    this.activity = new Activity(System.nanoTime());
    this.downloads = new Downloads(this, server.limits());
    this.address = connection.remoteAddress().getAddress().getHostAddress();
    this.requests = new RequestInput(this, server);
    this.input = requests;
    server.clients().add(this);
  }

  PortConnection connection() {
    return connection;
  }

  Server server() {
    return server;
  }

  Activity activity() {
    return activity;
  }

  Downloads downloads() {
    return downloads;
  }

  /** Its address, as handlers see it. */
  String address() {
    return address;
  }

  // In

  @Override
  public void onBytes(ByteBuffer bytes) {
    activity.read(bytes.remaining(), System.nanoTime());
    while (bytes.hasRemaining() && !isPaused) {
      if (isDeaf) {
        bytes.position(bytes.limit());
        return;
      }
      try {
        input.read(bytes);
      } catch (BadRequestException wrong) {
        refuse(wrong);
      }
    }
  }

  /** It has one request alone, whose head was read elsewhere: this one. */
  void begin(HttpHead head) {
    requests.lead(head);
  }

  /** From now on, its bytes are this. */
  void become(Input next) {
    input = next;
  }

  /** From now on, its bytes are requests again. */
  void awaitRequest() {
    input = requests;
  }

  /** Reads nothing until {@link #resume}. */
  void pause() {
    isPaused = true;
    connection.pause();
  }

  /** Reads on; for any thread. */
  void resume() {
    isPaused = false;
    connection.resume();
  }

  /** Whom credits of handlers are for; {@code null}: nobody any more. */
  void credits(Credited whom) {
    credited = whom;
  }

  /** Which host the last request was for, as the access log has it. */
  void hostName(String name) {
    host = name;
  }

  String hostName() {
    return host;
  }

  // To handlers

  /** Its id, which handlers know it by: it gets one when the first is told of it. */
  long id() {
    if (id == NOBODY) {
      id = server.clients().nextId(this);
    }
    return id;
  }

  /** The same, or -1 where no handler has heard of it. */
  long knownId() {
    return id == NOBODY ? -1 : id;
  }

  /** Tells a handler. */
  void tell(HandlerPair handlers, String path, HeaderBlock headers, byte[] body) {
    last = handlers;
    byte[] message = RequestMessage.write(handlers.sender(), id(), path, headers, body);
    server.counters().increment(Counter.MONGREL2_REQUESTS);
    unanswered.begin(handlers.asks(), System.nanoTime());
    handlers.ask(this, message);
  }

  /** From now on, what handlers say is written in base64, or is not. */
  void textMode(boolean inBase64) {
    isText = inBase64;
  }

  /** Whether it speaks something else than HTTP from now on. */
  void socketMode(boolean isOne) {
    isSocket = isOne;
  }

  // What handlers say

  /** Bytes for it, as they are; written with what else there is by {@link #flush}. */
  void reply(byte[] bytes) {
    byte[] sent = isText ? Base64.getEncoder().encode(bytes) : bytes;
    long now = System.nanoTime();
    activity.wrote(sent.length, now);
    unanswered.answered(now);
    if (downloads.mayTake(sent.length)) {
      connection.queue(sent);
    }
  }

  /** Has what handlers have said written. */
  void flush() {
    connection.flush();
    downloads.look();
  }

  /** It ends after what it has been sent; its handler knows. */
  void kill() {
    isKilled = true;
    connection.end();
  }

  /** It asks once, and all of the answer was given: if a handler gave it, nobody is told more. */
  void answered() {
    isAnswered = !isRefused;
  }

  /** It ends at once; its handler knows, or is not to know. */
  void cancel() {
    isKilled = true;
    connection.abort();
  }

  /** It may be sent so much more of an upload. */
  void credit(long bytes) {
    Credited whom = credited;
    if (whom != null) {
      whom.credit(bytes);
    }
  }

  /** Which handlers have heard of it last; {@code null}: none. */
  HandlerPair last() {
    return last;
  }

  /** A file is on its way to it; {@code null}: none any more. */
  void ordered(FileOrder file) {
    order = file;
  }

  @Override
  public void onDrained() {
    downloads.look();
    input.onDrained();
    FileOrder file = order;
    if (file != null) {
      file.onDrained();
    }
  }

  @Override
  public void onResumed() {
    input.onResumed();
  }

  // The end

  /** What it sends is malformed. */
  void refuse(BadRequestException wrong) {
    server.counters().increment(Counter.MONGREL2_MALFORMED);
    refuse(wrong.status());
  }

  /** The server says what is wrong, and it ends. */
  void refuse(int status) {
    refuse(server.errors().of(status));
  }

  /** The same, as a whole answer. */
  void refuse(byte[] answer) {
    isRefused = true;
    connection.send(answer);
    hangUp();
  }

  /** Handlers are told when it has gone, though they have heard nothing else of it. */
  void saysGone(HandlerPair handlers) {
    last = handlers;
    long unused = id();
  }

  /**
   * No handler takes what it has asked: nobody knows of that, but of a socket's earlier messages.
   */
  void unavailable() {
    if (!isSocket) {
      isKilled = true;
      connection.send(server.errors().of(UNAVAILABLE));
    }
    connection.end();
  }

  /** It ends, after what it has been sent, and nothing is read any more. */
  void hangUp() {
    isDeaf = true;
    connection.end();
  }

  @Override
  public Occupant occupant() {
    HandlerPair heard = last;
    String name = server.spec().name().isEmpty() ? server.spec().uuid() : server.spec().name();
    return new Occupant(
        "Mongrel2, " + name,
        Optional.empty(),
        heard == null ? List.of() : List.of("connection " + id + " of " + heard.spec().sendSpec()));
  }

  @Override
  public void onTick(long nanoTime) {
    server.reaper().look(this, nanoTime);
  }

  @Override
  public void onGone() {
    isDeaf = true;
    input.onGone();
    FileOrder file = order;
    if (file != null) {
      file.onGone();
    }
    server.clients().remove(this);
    unanswered.end();
    HandlerPair heard = last;
    if (heard != null && !isKilled && !isAnswered) {
      heard.tellGone(id);
    }
  }
}
