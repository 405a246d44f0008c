package snn.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import snn.AtomicFiles;
import snn.Progress;
import snn.Reason;
import snn.Sha256;

/**
 * Servers that all have the same files, tried in order until one gives the published bytes.
 *
 * @param bases folders of the files, see {@link #folder}
 * @param connectTimeout how long a server may take to accept a connection
 * @param stallTimeout how long it may take to answer, and then to send each {@value #CHUNK} bytes
 * @param proxies proxies for the requests
 */
record Mirrors(
    List<URI> bases, Duration connectTimeout, Duration stallTimeout, ProxyVariables proxies) {

  private static final int CHUNK = 1 << 14;

  /** Bytes that gzip may add to incompressible data: its header, and some per block. */
  private static final long GZIP_OVERHEAD = 1 << 16;

  /**
   * A file as its authors published it.
   *
   * @param name without {@code .gz}
   * @param bytes its size, unpacked; 0 where it is not known
   * @param sha256 its SHA-256 in lower-case hexadecimal digits; empty where none is known
   * @param packed whether that is of the {@code .gz} file rather than of its content
   */
  record Published(String name, long bytes, String sha256, boolean packed) {
    /** A file whose SHA-256 is known unpacked. */
    Published(String name, long bytes, String sha256) {
      this(name, bytes, sha256, false);
    }

    /** The name under which mirrors serve it. */
    String gzName() {
      return name + ".gz";
    }
  }

  /**
   * An archive that has all files of a set.
   *
   * @param name under which mirrors serve it
   * @param bytes its size
   * @param sha256 its SHA-256 in lower-case hexadecimal digits
   */
  record Archive(String name, long bytes, String sha256) {}

  /**
   * A folder on a server, or on this machine, from the URL that a user gives for it.
   *
   * @throws IllegalArgumentException if it is not the http, https or file URL of a folder
   */
  static URI folder(String url) {
    URI uri = URI.create(url.endsWith("/") ? url : url + "/");
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    switch (scheme) {
      case "http", "https" -> {
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
          throw new IllegalArgumentException("no host, or a user: " + url);
        }
      }
      case "file" -> {
        var _ = Path.of(uri);
      }
      default -> throw new IllegalArgumentException("neither http, https nor file: " + url);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a query or a fragment: " + url);
    }
    return uri;
  }

  /**
   * Downloads a file into memory and checks it.
   *
   * @return the packed bytes, which unpack to the published ones
   * @throws IOException if no mirror gave them; the message says for each what went wrong
   */
  byte[] fetch(Published file, Progress progress) throws IOException {
    List<String> failures = new ArrayList<>();
    for (URI base : bases) {
      try {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        get(base, new Wanted(file.gzName(), file.bytes() + GZIP_OVERHEAD), packed, progress);
        check(packed.toByteArray(), file);
        return packed.toByteArray();
      } catch (IOException e) {
        failures.add(base + ": " + Reason.of(e));
      }
    }
    throw new IOException(String.join("; ", failures));
  }

  /**
   * Downloads an archive into a file, which appears whole and checked or not at all.
   *
   * @throws IOException if no mirror gave it, or it cannot be written; the message says for each
   *     mirror what went wrong
   */
  void fetch(Archive archive, Path file, Progress progress) throws IOException {
    List<String> failures = new ArrayList<>();
    for (URI base : bases) {
      try {
        AtomicFiles.write(
            file,
            out -> {
              MessageDigest digest = Sha256.digest();
              DigestOutputStream digested = new DigestOutputStream(out, digest);
              get(base, new Wanted(archive.name, archive.bytes), digested, progress);
              if (!Sha256.hex(digest).equals(archive.sha256)) {
                throw new IOException("not the published file: other size or SHA-256");
              }
            });
        return;
      } catch (IOException e) {
        failures.add(base + ": " + Reason.of(e));
      }
    }
    throw new IOException(String.join("; ", failures));
  }

  /** What to request: its name, and an upper bound on its size in bytes. */
  private record Wanted(String name, long most) {}

  private void get(URI base, Wanted file, OutputStream to, Progress progress) throws IOException {
    URI uri = base.resolve(file.name);
    if (uri.getScheme().equalsIgnoreCase("file")) {
      Path path = Path.of(uri);
      try (InputStream in = Files.newInputStream(path)) {
        collect(() -> in.readNBytes(CHUNK), Files.size(path), file, to, progress);
      }
      return;
    }
    Optional<ProxyVariables.Address> proxy = proxies.of(uri);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(proxies);
    proxy.flatMap(ProxyVariables.Address::authenticator).ifPresent(builder::authenticator);
    HttpClient client = builder.build();
    try {
      get(client, uri, file, to, progress);
    } catch (IOException e) {
      throw proxy.isEmpty() ? e : new IOException(proxy.get() + ": " + Reason.of(e), e);
    } finally {
      client.shutdownNow();
    }
  }

  private void get(HttpClient client, URI uri, Wanted file, OutputStream to, Progress progress)
      throws IOException {
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    HttpResponse<InputStream> response =
        await(
            client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()),
            connectTimeout.plus(stallTimeout));
    long total = response.headers().firstValueAsLong("Content-Length").orElse(0);
    // A read has no time-out of its own, so another thread reads. Closing the body ends that read.
    try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();
        InputStream body = response.body()) {
      if (response.statusCode() == 407) {
        throw new IOException(
            "HTTP status 407: it wants a user and a password, http://user:password@host:port");
      }
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode());
      }
      collect(
          () -> await(reader.submit(() -> body.readNBytes(CHUNK)), stallTimeout),
          total,
          file,
          to,
          progress);
    }
  }

  /** Gives the next bytes of a file, none at its end. */
  @FunctionalInterface
  private interface Source {
    byte[] next() throws IOException;
  }

  private static void collect(
      Source source, long total, Wanted file, OutputStream to, Progress progress)
      throws IOException {
    try (Progress.Task task = progress.start(file.name, total, "B")) {
      long size = 0;
      while (true) {
        byte[] chunk = source.next();
        if (chunk.length == 0) {
          return;
        }
        size += chunk.length;
        if (size > file.most) {
          throw new IOException("not the published file: too large");
        }
        to.write(chunk);
        task.advance(chunk.length);
      }
    }
  }

  private static <T> T await(Future<T> result, Duration limit) throws IOException {
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw new IOException("stalled for " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(
          switch (e.getCause()) {
            case HttpTimeoutException _ -> "no connection in time";
            case ConnectException _ -> "no connection";
            case SSLException cause -> "no secure connection: " + Reason.of(cause);
            case IOException cause -> "broken off: " + Reason.of(cause);
            case Throwable cause -> cause.toString();
          },
          e.getCause());
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Unpacks no more than one byte beyond the published size. */
  private static void check(byte[] packed, Published file) throws IOException {
    byte[] unpacked;
    try (InputStream in = new Gunzip(new ByteArrayInputStream(packed))) {
      unpacked = in.readNBytes(Math.toIntExact(file.bytes() + 1));
    } catch (EOFException | ZipException e) {
      throw new IOException("not the published file: no whole gzip", e);
    }
    String sha256 = Sha256.hex(file.packed() ? packed : unpacked);
    if (unpacked.length != file.bytes() || !sha256.equals(file.sha256())) {
      throw new IOException("not the published file: other size or SHA-256");
    }
  }
}
