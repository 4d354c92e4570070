package org.zmqwebbridge.demo.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.handler.Mongrel2Handler;
import org.zmqwebbridge.handler.Mongrel2Request;
import org.zmqwebbridge.handler.Mongrel2Server;

/**
 * A radio: one stream of MP3 to all who listen, each note in one reply. Those who ask for ICY
 * metadata hear a note's name after it, since they all begin with a note.
 *
 * <p>Owner thread: its handler's.
 */
final class RadioWork implements Work {
  private static final int MAX_LISTENERS = 500;
  private static final int AHEAD = 4; // notes that a listener gets at once
  private static final int BLOCK = 16;
  private static final long NOTE_NANOS = TimeUnit.MILLISECONDS.toNanos(Melody.NOTE_MILLIS);

  private final Set<Long> plain = new LinkedHashSet<>();
  private final Set<Long> named = new LinkedHashSet<>();
  private final long began = System.nanoTime();
  private long played;
  private Mongrel2Server server; // null before anybody has asked

  @Override
  public void onRequest(Mongrel2Handler handler, Mongrel2Request request) {
    server = request.server();
    if (request.isDisconnect()) {
      plain.remove(request.id());
      named.remove(request.id());
    } else if (!request.method().equals("GET") || isFull()) {
      Answers.text(handler, request, "503 Service Unavailable", "nobody more can listen\n");
    } else if (!plain.contains(request.id()) && !named.contains(request.id())) {
      welcome(handler, request, request.header("icy-metadata").equals("1"));
    }
  }

  private boolean isFull() {
    return plain.size() + named.size() >= MAX_LISTENERS;
  }

  private void welcome(Mongrel2Handler handler, Mongrel2Request request, boolean isNamed) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nCache-Control: no-store\r\n"
            + "Connection: close\r\nicy-name: Radio Mongrel\r\nicy-br: 64\r\n"
            + (isNamed ? "icy-metaint: " + Melody.noteBytes() + "\r\n" : "")
            + "\r\n";
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(head.getBytes(UTF_8));
    (isNamed ? named : plain).add(request.id());
    for (int i = AHEAD; i > 0; i--) {
      first.writeBytes(note(Math.max(0, played - i), isNamed));
    }
    handler.reply(request, first.toByteArray());
  }

  private byte[] note(long number, boolean isNamed) {
    int index = (int) (number % Integer.MAX_VALUE);
    byte[] note = Melody.note(index);
    return isNamed ? withName(note, Melody.words(index)) : note;
  }

  private byte[] withName(byte[] note, String words) {
    int listeners = plain.size() + named.size();
    byte[] name = "StreamTitle='%s, %d listening';".formatted(words, listeners).getBytes(UTF_8);
    int blocks = (name.length + BLOCK - 1) / BLOCK;
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(note);
    whole.write(blocks);
    whole.writeBytes(name);
    whole.writeBytes(new byte[blocks * BLOCK - name.length]);
    return whole.toByteArray();
  }

  @Override
  public long patienceMillis() {
    long left = TimeUnit.NANOSECONDS.toMillis(began + played * NOTE_NANOS - System.nanoTime());
    return Math.max(0, Math.min(Work.super.patienceMillis(), left + 1));
  }

  @Override
  public void onTime(Mongrel2Handler handler) {
    if (System.nanoTime() - began >= played * NOTE_NANOS) {
      send(handler, plain, false);
      send(handler, named, true);
      played++;
    }
  }

  private void send(Mongrel2Handler handler, Collection<Long> listeners, boolean isNamed) {
    if (!listeners.isEmpty()) {
      handler.deliver(server, listeners, note(played, isNamed));
    }
  }
}
