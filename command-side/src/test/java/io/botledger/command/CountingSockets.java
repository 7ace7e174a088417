package io.botledger.command;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/**
 * Sockets that count round trips, for the driver's option {@code socketFactory}: how often a thread
 * that carries commands out waits for an answer to what it has sent.
 */
public final class CountingSockets extends SocketFactory {
  private static final AtomicInteger TRIPS = new AtomicInteger();

  /** How many there were since it was asked last. */
  static int trips() {
    return TRIPS.getAndSet(0);
  }

  private static boolean isCounted() {
    return Thread.currentThread().getName().matches("botledger-command-[0-9]+");
  }

  @Override
  public Socket createSocket() {
    return new CountingSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }

  private static final class CountingSocket extends Socket {
    private volatile boolean sent;

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          sent = true;
          out.write(bytes, from, length);
        }
      };
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          if (sent && isCounted()) {
            TRIPS.incrementAndGet();
          }
          sent = false;
          return super.read(bytes, from, length);
        }
      };
    }
  }
}
