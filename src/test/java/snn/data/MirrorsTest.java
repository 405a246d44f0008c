package snn.data;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static snn.data.IdxFixtures.gzip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import snn.Progress;
import snn.Sha256;

/** The mirrors alone; what becomes of the files, {@link PublicImagesTest} tests. */
class MirrorsTest {

  static final ProxyVariables NO_PROXY = new ProxyVariables(Map.of("no_proxy", "*"));

  private static final byte[] FILE = "what is published".getBytes(StandardCharsets.UTF_8);
  private static final Mirrors.Published PUBLISHED =
      new Mirrors.Published("file", FILE.length, Sha256.hex(FILE));

  /** For servers that answer: no test waits for it. */
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static byte[] fetch(String base, Map<String, String> environment) throws IOException {
    return new Mirrors(List.of(Mirrors.folder(base)), AMPLE, AMPLE, new ProxyVariables(environment))
        .fetch(PUBLISHED, Progress.NONE);
  }

  private static MirrorServer.Answer good() {
    return MirrorServer.body(gzip(FILE));
  }

  private static Map<String, String> proxy(String variable, String user, MirrorServer proxy) {
    return Map.of(variable, "http://" + user + proxy.uri().getAuthority());
  }

  /** There is no such server: its files can only come from the proxy. */
  @Test
  void theProxyOfTheEnvironmentIsAsked() throws IOException {
    try (MirrorServer proxy = new MirrorServer(good())) {
      assertThat(fetch("http://mirror.invalid/mnist", proxy("http_proxy", "", proxy)))
          .isEqualTo(gzip(FILE));
      assertThat(proxy.asked()).containsExactly("file.gz");
    }
  }

  @Test
  void aProxyIsToldUserAndPassword() throws IOException {
    List<String> told = new CopyOnWriteArrayList<>();
    MirrorServer.Answer asks =
        (exchange, server) -> {
          String user = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
          if (user == null) {
            exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
            exchange.sendResponseHeaders(407, -1);
          } else {
            told.add(user);
            good().to(exchange, server);
          }
        };
    try (MirrorServer proxy = new MirrorServer(asks)) {
      assertThat(fetch("http://mirror.invalid/", proxy("http_proxy", "me:p%40ss:word@", proxy)))
          .isEqualTo(gzip(FILE));
      assertThat(told).containsExactly("Basic " + base64("me:p@ss:word"));
      assertThatThrownBy(() -> fetch("http://mirror.invalid/", proxy("http_proxy", "", proxy)))
          .hasMessage(
              "http://mirror.invalid/: proxy %s (http_proxy): HTTP status 407: it wants a user and a password, http://user:password@host:port"
                  .formatted(proxy.uri().getAuthority()));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What is inside the tunnel is nobody's business; that one is asked for is. */
  @Test
  void httpsGoesThroughATunnel() throws Exception {
    Queue<String> heads = new ConcurrentLinkedQueue<>();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ServerSocket socket = new ServerSocket(0, 50, loopback)) {
      var _ = threads.submit(() -> refuseTunnels(socket, heads));
      String proxy = "me:secret@%s:%d".formatted(loopback.getHostAddress(), socket.getLocalPort());
      assertThatThrownBy(() -> fetch("https://mirror.invalid/", Map.of("HTTPS_PROXY", proxy)))
          .hasMessageStartingWith(
              "https://mirror.invalid/: proxy %s (HTTPS_PROXY): "
                  .formatted(proxy.substring(proxy.indexOf('@') + 1)))
          .hasMessageNotContaining("secret");
    }
    assertThat(heads).allMatch(head -> head.startsWith("CONNECT mirror.invalid:443 "));
    assertThat(heads)
        .anyMatch(head -> head.contains("Proxy-Authorization: Basic " + base64("me:secret")));
  }

  /** Wants a password, and when it has been told one, knows no such server. */
  private static void refuseTunnels(ServerSocket socket, Queue<String> heads) {
    while (true) {
      try (Socket client = socket.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String head = in.lines().takeWhile(line -> !line.isEmpty()).collect(joining("\n"));
        heads.add(head);
        String status =
            head.contains("Proxy-Authorization")
                ? "502 Bad Gateway"
                : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"";
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .formatted(status)
                    .getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void aServerThatIsExemptIsAskedItself() throws IOException {
    try (MirrorServer proxy = new MirrorServer(MirrorServer.status(502));
        MirrorServer mirror = new MirrorServer(good())) {
      Map<String, String> environment = new HashMap<>(proxy("http_proxy", "", proxy));
      environment.put("no_proxy", "example.org, " + mirror.uri().getHost());
      assertThat(fetch(mirror.uri().toString(), environment)).isEqualTo(gzip(FILE));
      assertThat(proxy.asked()).isEmpty();
    }
  }

  @Test
  void aProxyOfAnotherKindIsNotPassedBy() throws IOException {
    try (MirrorServer mirror = new MirrorServer(good())) {
      assertThatThrownBy(
              () -> fetch(mirror.uri().toString(), Map.of("all_proxy", "socks5://me:x@h:1")))
          .hasMessage(
              "%s: all_proxy must be of the form http://host:port or http://user:password@host:port, found socks5://…@h:1"
                  .formatted(mirror.uri()));
      assertThat(mirror.asked()).isEmpty();
    }
  }

  @Test
  void aFolderOfThisMachineIsAMirror(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("file.gz"), gzip(FILE));
    assertThat(fetch("file://" + folder, Map.of())).isEqualTo(gzip(FILE));
    Files.write(folder.resolve("file.gz"), gzip(new byte[FILE.length]));
    assertThatThrownBy(() -> fetch("file://" + folder, Map.of()))
        .hasMessageEndingWith(": not the published file: other size or SHA-256");
    Files.delete(folder.resolve("file.gz"));
    assertThatThrownBy(() -> fetch("file://" + folder, Map.of()))
        .hasMessageEndingWith(": no such file or folder");
  }

  @ParameterizedTest
  @CsvSource({
    "http://host/mnist, http://host/mnist/",
    "HTTPS://host:8443, HTTPS://host:8443/",
    "http://[::1]:80/a/b/, http://[::1]:80/a/b/",
    "file:///srv/mnist, file:///srv/mnist/",
  })
  void aMirrorIsAFolder(String url, URI folder) {
    assertThat(Mirrors.folder(url)).isEqualTo(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/srv/mnist",
        "mirror.example.org",
        "mirror.example.org:80/mnist",
        "ftp://host/mnist",
        "http:///mnist",
        "http://",
        "http://a host/",
        "http://me:secret@host/",
        "http://host/mnist?version=1",
        "http://host/#files",
        "file://host/srv/mnist",
        "file:mnist"
      })
  void whatIsNoUrlOfAFolderIsNoMirror(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> Mirrors.folder(url));
  }

  /** It needs more time for all than it may take to send a part. */
  @Test
  void aServerMayBeSlowAsLongAsItSends() throws IOException {
    byte[] noise = new byte[200_000];
    new SplittableRandom(1).nextBytes(noise);
    byte[] packed = IdxFixtures.gzip(noise);
    Duration limit = Duration.ofSeconds(2);
    try (MirrorServer slow =
        new MirrorServer(MirrorServer.inParts(packed, 1 << 14, Duration.ofMillis(200)))) {
      Mirrors mirrors = new Mirrors(List.of(slow.uri()), limit, limit, NO_PROXY);
      assertThat(
              mirrors.fetch(
                  new Mirrors.Published("noise", noise.length, Sha256.hex(noise)), Progress.NONE))
          .isEqualTo(packed);
    }
  }
}
