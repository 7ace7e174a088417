package io.botledger.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept (HTTP/1.1, RFC 9112) until the server closes it, and then opened
 * anew; blocking, for one thread. It is there because the clients share the processors with what
 * they measure: {@code java.net.http} costs several times as much as the server does for its
 * cheapest answers. Every answer is read to its end and its length is checked; an answer that
 * breaks off is an {@link IOException}.
 */
public final class Connection implements AutoCloseable {
  private static final int TIMEOUT = 30_000;

  private final Target target;
  private final byte[] buffer = new byte[1 << 16];
  private Socket socket;
  private OutputStream out;
  private InputStream in;
  private int next;
  private int end;
  private boolean closing;

  public Connection(Target target) throws IOException {
    this.target = target;
    this.socket = open();
    this.out = socket.getOutputStream();
    this.in = socket.getInputStream();
  }

  private Socket open() throws IOException {
    Socket opened = new Socket();
    opened.setTcpNoDelay(true);
    opened.setSoTimeout(TIMEOUT);
    opened.connect(new InetSocketAddress(target.host(), target.port()), TIMEOUT);
    return opened;
  }

  /** Whom it leads to. */
  public Target target() {
    return target;
  }

  /**
   * Sends a request, as {@link Target} makes one, and waits for the whole answer.
   *
   * @throws IOException also when there is none within 30 s
   */
  public Answer send(byte[] request) throws IOException {
    if (closing) {
      socket.close();
      socket = open();
      out = socket.getOutputStream();
      in = socket.getInputStream();
      next = 0;
      end = 0;
    }
    out.write(request);
    String head = head();
    // A server may say that this was the last one: Tomcat does, after a hundred, unless it is told
    // not to.
    closing = head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
    int status = Integer.parseInt(head.substring(9, 12));
    return new Answer(status, head, body(status, head));
  }

  private byte[] body(int status, String head) throws IOException {
    if (status == 304 || status == 204) {
      return new byte[0];
    }
    String lower = head.toLowerCase(Locale.ROOT);
    int length = lower.indexOf("\r\ncontent-length:");
    if (length >= 0) {
      int from = length + "\r\ncontent-length:".length();
      int lineEnd = lower.indexOf('\r', from);
      String value = lower.substring(from, lineEnd < 0 ? lower.length() : lineEnd);
      return exactly(Integer.parseInt(value.strip()));
    }
    if (lower.contains("\r\ntransfer-encoding: chunked")) {
      return chunks();
    }
    throw new IOException("An answer of unknown length: " + head);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      body.writeBytes(exactly(size));
      String after = line();
      if (!after.isEmpty()) {
        throw new IOException("A chunk is longer than it says.");
      }
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder(512);
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append("\r\n");
    }
    return head.toString();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      for (int i = next; i < end; i++) {
        if (buffer[i] == '\n') {
          line.append(new String(buffer, next, i - next, StandardCharsets.ISO_8859_1));
          next = i + 1;
          int last = line.length() - 1;
          if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
          }
          return line.toString();
        }
      }
      line.append(new String(buffer, next, end - next, StandardCharsets.ISO_8859_1));
      fill();
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      if (next == end) {
        fill();
      }
      int part = Math.min(length - done, end - next);
      System.arraycopy(buffer, next, bytes, done, part);
      next += part;
      done += part;
    }
    return bytes;
  }

  private void fill() throws IOException {
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException("The server cut the connection.");
    }
    next = 0;
    end = count;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
