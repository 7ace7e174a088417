package io.botledger.bench.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a process and PostgreSQL, hands everything through, and notes the statements with
 * their parameters and the round trips. PostgreSQL's own log has the statements too, but neither
 * the types of their parameters nor what was sent together. Not for measuring times.
 */
public final class Tap implements AutoCloseable {
  private final ServerSocket entrance;
  private final int port;
  private final Map<Socket, Boolean> sockets = new ConcurrentHashMap<>();
  private final List<Trip> trips = new ArrayList<>();

  /**
   * @param port PostgreSQL's, on the loopback address
   */
  public Tap(int port) throws IOException {
    this.port = port;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  /** The port that the process is to be sent to. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Forgets what was noted so far. */
  public synchronized void forget() {
    trips.clear();
  }

  /** The round trips since {@link #forget}. */
  public synchronized List<Trip> trips() {
    return List.copyOf(trips);
  }

  synchronized void note(Trip trip) {
    trips.add(trip);
  }

  /**
   * Waits until connections of that name have sent nothing for so long; for five seconds at most.
   */
  public void awaitQuiet(String application, long milliseconds) throws InterruptedException {
    long start = System.nanoTime();
    int before = -1;
    while (System.nanoTime() - start < 5_000_000_000L) {
      int now = count(application);
      if (now == before) {
        return;
      }
      before = now;
      Thread.sleep(milliseconds);
    }
  }

  private synchronized int count(String application) {
    return (int) trips.stream().filter(trip -> trip.application().equals(application)).count();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.put(client, true);
        sockets.put(server, true);
        daemon(
            () -> {
              try (client;
                  server) {
                new Frontend(this).follow(client.getInputStream(), server.getOutputStream());
              }
            });
        daemon(
            () -> {
              try (client;
                  server) {
                server.getInputStream().transferTo(client.getOutputStream());
              }
            });
      } catch (IOException closed) {
        return;
      }
    }
  }

  private interface Io {
    void run() throws IOException;
  }

  private void daemon(Io io) {
    Thread thread =
        new Thread(
            () -> {
              try {
                io.run();
              } catch (IOException ended) {
                // One of both sides has closed the connection; the other one notices by itself.
              }
            },
            "tap");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      entrance.close();
      for (Socket socket : sockets.keySet()) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
