package snn.data;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy through which a server is asked, as the environment names it: {@code http_proxy},
 * {@code https_proxy} or {@code HTTPS_PROXY}, {@code all_proxy} or {@code ALL_PROXY}, and the
 * servers that are asked without one, {@code no_proxy} or {@code NO_PROXY}. Where it names none,
 * Java's own settings hold.
 *
 * <p>Source: curl's manual, "Environment". As there, {@code HTTP_PROXY} is not read: a web server
 * sets it for its programs from what a client sends.
 */
final class ProxyVariables extends ProxySelector {

  /** Port of a proxy whose URL has none, as in curl. */
  private static final int DEFAULT_PORT = 1080;

  static {
    // Java sends no password to a proxy for https by default. This must be set before its client is
    // loaded; a user who puts a password into the variable wants it sent.
    if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
  }

  private final Map<String, String> environment;

  /**
   * @param environment values by the variables' names
   */
  ProxyVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * A proxy.
   *
   * @param variable that names it
   * @param user user and password, separated by a colon, where it requires them
   */
  record Address(String variable, String host, int port, Optional<String> user) {

    /** Sends user and password to this proxy, and to no other. */
    Optional<Authenticator> authenticator() {
      return user.map(
          text -> {
            String[] parts = text.split(":", 2);
            char[] password = parts.length == 1 ? new char[0] : parts[1].toCharArray();
            return new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        && getRequestingHost().equals(host)
                        && getRequestingPort() == port
                    ? new PasswordAuthentication(parts[0], password)
                    : null;
              }
            };
          });
    }

    /** The proxy without user and password. */
    @Override
    public String toString() {
      return "proxy %s:%s (%s)".formatted(host, port, variable);
    }
  }

  /**
   * The proxy for {@code uri}, if the environment names one.
   *
   * @throws IOException if the variable cannot be understood, or names another kind of proxy
   */
  Optional<Address> of(URI uri) throws IOException {
    if (isExempt(uri)) {
      return Optional.empty();
    }
    Stream<String> names =
        uri.getScheme().equalsIgnoreCase("https")
            ? Stream.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : Stream.of("http_proxy", "all_proxy", "ALL_PROXY");
    Optional<String> variable = names.filter(name -> !value(name).isEmpty()).findFirst();
    return variable.isPresent() ? Optional.of(address(variable.get())) : Optional.empty();
  }

  private String value(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }

  private Address address(String variable) throws IOException {
    String value = value(variable);
    try {
      URI uri = new URI(value.contains("://") ? value : "http://" + value);
      if (uri.getScheme().equalsIgnoreCase("http") && uri.getHost() != null) {
        return new Address(
            variable,
            bare(uri.getHost()),
            uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
            Optional.ofNullable(uri.getUserInfo()));
      }
    } catch (URISyntaxException e) {
      // The exception's message contains the password.
    }
    throw new IOException(
        "%s must be of the form http://host:port or http://user:password@host:port, found %s"
            .formatted(variable, value.replaceFirst("[^/]*@", "…@")));
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private boolean isExempt(URI uri) {
    String host = bare(uri.getHost()).toLowerCase(Locale.ROOT);
    int standard = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    String exempt = value("no_proxy").isEmpty() ? value("NO_PROXY") : value("no_proxy");
    return Arrays.stream(exempt.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
        .anyMatch(entry -> isExempt(host, port, entry));
  }

  private static boolean isExempt(String host, int port, String entry) {
    int colon = entry.lastIndexOf(':');
    boolean bracketed = entry.startsWith("[");
    // A bare IPv6 address has colons of its own.
    if (colon > 0 && (bracketed ? entry.charAt(colon - 1) == ']' : entry.indexOf(':') == colon)) {
      return entry.substring(colon + 1).equals("" + port)
          && isExempt(host, port, entry.substring(0, colon));
    }
    String name = bracketed ? bare(entry) : entry.startsWith(".") ? entry.substring(1) : entry;
    return name.equals("*")
        || name.equals(host)
        || (!name.isEmpty() && host.endsWith("." + name))
        || isInNetwork(host, name);
  }

  /** Whether {@code network} is one as in {@code 10.0.0.0/8}, and has the host's address. */
  private static boolean isInNetwork(String host, String network) {
    int slash = network.indexOf('/');
    if (slash < 0) {
      return false;
    }
    try {
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      byte[] first = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
      int bits = Integer.parseInt(network.substring(slash + 1));
      return address.length == first.length
          && Arrays.mismatch(masked(address, bits), masked(first, bits)) < 0;
    } catch (IllegalArgumentException e) {
      // The host is a name, or the network is not valid.
      return false;
    }
  }

  private static byte[] masked(byte[] address, int bits) {
    for (int i = 0; i < address.length; i++) {
      address[i] &= (byte) (0xff << Math.clamp(8 * (i + 1) - bits, 0, 8));
    }
    return address;
  }

  @Override
  public List<Proxy> select(URI uri) {
    try {
      Optional<Address> address = of(uri);
      if (address.isPresent()) {
        return List.of(
            new Proxy(
                Proxy.Type.HTTP,
                InetSocketAddress.createUnresolved(address.get().host, address.get().port)));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    ProxySelector java = ProxySelector.getDefault();
    return java == null || isExempt(uri) ? List.of(Proxy.NO_PROXY) : java.select(uri);
  }

  /** Does nothing, since there is no other proxy to try. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {}
}
