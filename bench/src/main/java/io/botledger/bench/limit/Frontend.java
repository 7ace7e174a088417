package io.botledger.bench.limit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads along what a client sends on one connection (PostgreSQL's protocol 3.0, chapter "Message
 * Formats"). A round trip ends with Sync, or with a simple query behind which nothing came at once
 * (pgjdbc sends BEGIN as one, and does not wait for its answer). Parameters must be texts: pgjdbc
 * sends them so with {@code binaryTransfer=false}.
 */
final class Frontend {
  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  /** pgjdbc says the name only once it knows the server's version. */
  private static final Pattern NAME =
      Pattern.compile("set application_name = '(.*)'", Pattern.CASE_INSENSITIVE);

  private record Prepared(String sql, List<Integer> types) {}

  private final Tap tap;
  private final Map<String, Prepared> prepared = new HashMap<>();
  private final Map<String, Statement> portals = new HashMap<>();
  private final List<Statement> trip = new ArrayList<>();
  private String application = "";
  private boolean waiting;

  Frontend(Tap tap) {
    this.tap = tap;
  }

  /** Hands everything on until the client ends. */
  void follow(InputStream from, OutputStream unbuffered) throws IOException {
    OutputStream to = new BufferedOutputStream(unbuffered, 1 << 16);
    DataInputStream in = new DataInputStream(new BufferedInputStream(from, 1 << 16));
    start(in, to);
    while (true) {
      int type = in.read();
      if (type < 0) {
        to.flush();
        return;
      }
      int length = in.readInt();
      byte[] body = in.readNBytes(length - 4);
      if (body.length < length - 4) {
        throw new EOFException();
      }
      message((char) type, ByteBuffer.wrap(body), in.available() > 0);
      ByteBuffer message = ByteBuffer.allocate(length + 1);
      message.put((byte) type).putInt(length).put(body);
      to.write(message.array());
      if (in.available() == 0) {
        to.flush();
      }
    }
  }

  private void start(DataInputStream in, OutputStream to) throws IOException {
    while (true) {
      int length = in.readInt();
      byte[] body = in.readNBytes(length - 4);
      ByteBuffer read = ByteBuffer.wrap(body);
      int code = read.getInt();
      to.write(ByteBuffer.allocate(length).putInt(length).put(body).array());
      to.flush();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        for (String name = text(read); !name.isEmpty(); name = text(read)) {
          String value = text(read);
          if (name.equals("application_name")) {
            application = value;
          }
        }
        return;
      }
    }
  }

  private void message(char type, ByteBuffer body, boolean moreCame) {
    switch (type) {
      case 'P' -> parse(body);
      case 'B' -> bind(body);
      case 'E' -> execute(body);
      case 'S' -> endTrip();
      case 'Q' -> {
        String sql = text(body);
        trip.add(new Statement(sql, List.of(), List.of()));
        waiting = true;
        if (!moreCame) {
          endTrip();
        }
      }
      default -> waiting |= type == 'D';
    }
  }

  private void parse(ByteBuffer body) {
    waiting = true;
    String name = text(body);
    String sql = text(body);
    List<Integer> types = new ArrayList<>();
    int count = body.getShort();
    for (int i = 0; i < count; i++) {
      types.add(body.getInt());
    }
    prepared.put(name, new Prepared(sql, List.copyOf(types)));
  }

  private void bind(ByteBuffer body) {
    waiting = true;
    String portal = text(body);
    Prepared statement = prepared.get(text(body));
    int formats = body.getShort();
    body.position(body.position() + 2 * formats);
    List<@Nullable String> values = new ArrayList<>();
    int count = body.getShort();
    for (int i = 0; i < count; i++) {
      int length = body.getInt();
      if (length < 0) {
        values.add(null);
      } else {
        byte[] value = new byte[length];
        body.get(value);
        values.add(new String(value, StandardCharsets.UTF_8));
      }
    }
    if (statement != null) {
      portals.put(portal, new Statement(statement.sql(), statement.types(), values));
    }
  }

  private void execute(ByteBuffer body) {
    Statement statement = portals.get(text(body));
    if (statement != null) {
      trip.add(statement);
    }
  }

  private void endTrip() {
    for (Statement statement : trip) {
      Matcher name = NAME.matcher(statement.sql());
      if (name.matches()) {
        application = name.group(1);
      }
    }
    if (waiting) {
      tap.note(new Trip(application, List.copyOf(trip)));
    }
    trip.clear();
    waiting = false;
  }

  private static String text(ByteBuffer body) {
    int start = body.position();
    while (body.get() != 0) {
      // The end is a zero.
    }
    return new String(body.array(), start, body.position() - 1 - start, StandardCharsets.UTF_8);
  }
}
