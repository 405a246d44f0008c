package snn.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A mirror on this machine that behaves as well or as badly as a test wants. */
final class MirrorServer implements AutoCloseable {

  /** How a request is answered. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange, MirrorServer server) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  MirrorServer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(name(exchange));
            answer.to(exchange, this);
          }
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://%s:%d/mnist/".formatted(host(), server.getAddress().getPort()));
  }

  private static String host() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  /** The names of the files that it was asked for, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  static String name(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** An answer without a body. */
  static Answer status(int code) {
    return (exchange, _) -> exchange.sendResponseHeaders(code, -1);
  }

  static Answer body(byte[] bytes) {
    return (exchange, _) -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Sends the first half, then closes the connection. */
  static Answer cut(byte[] bytes) {
    return (exchange, _) -> sendHalf(exchange, bytes);
  }

  /** Sends the first half, then nothing. */
  static Answer stallInBody(byte[] bytes) {
    return (exchange, server) -> {
      sendHalf(exchange, bytes);
      server.awaitClose();
    };
  }

  /** Takes the request and says nothing. */
  static Answer stallAtOnce() {
    return (_, server) -> server.awaitClose();
  }

  /** Sends zeros for as long as anybody takes them. */
  static Answer endless() {
    return (exchange, _) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] zeros = new byte[1 << 14];
      while (true) {
        exchange.getResponseBody().write(zeros);
      }
    };
  }

  /** Sends {@code part} bytes after every pause. */
  static Answer inParts(byte[] bytes, int part, Duration pause) {
    return (exchange, server) -> {
      exchange.sendResponseHeaders(200, bytes.length);
      OutputStream body = exchange.getResponseBody();
      for (int from = 0; from < bytes.length && !server.isClosingWithin(pause); from += part) {
        body.write(bytes, from, Math.min(part, bytes.length - from));
        body.flush();
      }
    };
  }

  private static void sendHalf(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream body = exchange.getResponseBody();
    body.write(Arrays.copyOf(bytes, bytes.length / 2));
    body.flush();
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosingWithin(Duration time) throws InterruptedIOException {
    try {
      return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
