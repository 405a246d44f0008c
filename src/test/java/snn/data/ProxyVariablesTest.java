package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Authenticator;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {

  /** Variables as a shell writes them: {@code a=1 b=2}. */
  private static ProxyVariables variables(String assignments) {
    return new ProxyVariables(
        Arrays.stream(assignments.split(" ", -1))
            .map(assignment -> assignment.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  private static String proxy(String assignments, String url) throws IOException {
    return variables(assignments)
        .of(URI.create(url))
        .map(address -> address.host() + ":" + address.port())
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy=http://p:1, http://h/, p:1",
    "http_proxy=http://p:1, https://h/, none",
    "https_proxy=http://p:1, https://h/, p:1",
    "https_proxy=http://p:1, http://h/, none",
    "HTTPS_PROXY=http://p:1, https://h/, p:1",
    "https_proxy=http://p:1 HTTPS_PROXY=http://q:2, https://h/, p:1",
    "https_proxy= HTTPS_PROXY=http://q:2, https://h/, q:2",
    // From a client's request, where a web server starts programs.
    "HTTP_PROXY=http://p:1, http://h/, none",
    "all_proxy=http://p:1, http://h/, p:1",
    "ALL_PROXY=http://p:1, https://h/, p:1",
    "all_proxy=http://p:1 https_proxy=http://q:2, https://h/, q:2",
    "http_proxy=p:1, http://h/, p:1",
    "http_proxy=p, http://h/, p:1080",
    "http_proxy=HTTP://me:secret@p:1/, http://h/, p:1",
    "http_proxy=http://[::1]:3, http://h/, ::1:3",
    "none=, http://h/, none",
  })
  void theVariablesAreRead(String assignments, String url, String expected) throws IOException {
    assertThat(proxy(assignments, url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "h.example.org; http://h.example.org/",
        "example.org; http://h.example.org/",
        ".example.org; http://h.example.org/",
        ".example.org; http://example.org/",
        "EXAMPLE.org; http://h.Example.ORG/",
        "a.b,c,example.org; http://h.example.org/",
        "a.b, example.org; http://h.example.org/",
        "*; http://h/",
        "h:80; http://h/",
        "h:8080; http://h:8080/",
        "10.0.0.5; http://10.0.0.5/",
        "10.0.0.0/8; http://10.255.1.2/",
        "10.64.0.0/10; http://10.127.1.2/",
        "0.0.0.0/0; http://1.2.3.4/",
        "::1; http://[::1]/",
        "[::1]; http://[::1]:8080/",
        "[::1]:8080; http://[::1]:8080/",
        "fd00::/8; http://[fd00::12]/",
      })
  void theseServersAreExempt(String exempt, String url) {
    ProxyVariables lower =
        new ProxyVariables(Map.of("all_proxy", "http://p:1", "no_proxy", exempt));
    ProxyVariables upper =
        new ProxyVariables(Map.of("all_proxy", "http://p:1", "NO_PROXY", exempt));
    assertThat(lower.select(URI.create(url))).containsExactly(Proxy.NO_PROXY);
    assertThat(upper.select(URI.create(url))).containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; http://h.example.org/",
        "example.org; http://badexample.org/",
        "example.org; http://example.org.net/",
        "h.example.org; http://example.org/",
        "h:8080; http://h/",
        "h:80; https://h/",
        "[::1]:80; http://[::1]:8080/",
        "10.0.0.0/8; http://11.0.0.1/",
        "10.64.0.0/10; http://10.128.1.2/",
        "10.0.0.0/8; http://[::a00:1]/",
        "10.0.0.0/x; http://10.0.0.1/",
        "example.org/8; http://10.0.0.1/",
      })
  void theseAreNot(String exempt, String url) {
    ProxyVariables variables =
        new ProxyVariables(Map.of("all_proxy", "http://p:1", "no_proxy", exempt));
    assertThat(variables.select(URI.create(url)))
        .singleElement()
        .satisfies(proxy -> assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p:1", "https://p:1", "http://", "http://me:s%cret@p:1", "a b"})
  void anythingElseIsRefusedWithoutTellingThePassword(String value) {
    assertThatThrownBy(
            () -> variables("http_proxy=" + value.replace(' ', '\t')).of(URI.create("http://h/")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("http_proxy must be of the form http://host:port or ")
        .hasMessageNotContaining("s%cret");
  }

  @Test
  void onlyThatProxyIsToldThePassword() throws Exception {
    Authenticator authenticator =
        variables("http_proxy=http://me:pass@p:1")
            .of(URI.create("http://h/"))
            .flatMap(ProxyVariables.Address::authenticator)
            .orElseThrow();
    assertThat(asked(authenticator, "p", 1, Authenticator.RequestorType.PROXY))
        .isEqualTo("me:pass");
    assertThat(asked(authenticator, "p", 2, Authenticator.RequestorType.PROXY)).isNull();
    assertThat(asked(authenticator, "q", 1, Authenticator.RequestorType.PROXY)).isNull();
    assertThat(asked(authenticator, "p", 1, Authenticator.RequestorType.SERVER)).isNull();
  }

  private static String asked(
      Authenticator authenticator, String host, int port, Authenticator.RequestorType type)
      throws IOException {
    var answer =
        authenticator.requestPasswordAuthenticationInstance(
            host, null, port, "http", "realm", "Basic", URI.create("http://h/").toURL(), type);
    return answer == null ? null : answer.getUserName() + ":" + new String(answer.getPassword());
  }
}
