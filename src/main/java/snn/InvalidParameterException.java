package snn;

/**
 * A parameter lies outside its allowed range. Records throw it with the parameter's name in snake
 * case ({@code tau_ms}), which the command line turns into the flag ({@code --tau_ms}).
 */
public final class InvalidParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String problem;

  /**
   * @param parameter its name in snake case, {@code tau_ms}
   * @param problem what is allowed and what was found, for example {@code "must be in (0, 1], found
   *     1.2"}
   */
  public InvalidParameterException(String parameter, String problem) {
    super(parameter + " " + problem);
    this.parameter = parameter;
    this.problem = problem;
  }

  /** The parameter's name. */
  public String parameter() {
    return parameter;
  }

  /** What is allowed and what was found. */
  public String problem() {
    return problem;
  }

  /** Requires {@code low ≤ value ≤ high}. */
  public static void requireIn(String parameter, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw outside(parameter, "[", low, high, value);
    }
  }

  /** Requires {@code low < value ≤ high}. */
  public static void requireAbove(String parameter, double value, double low, double high) {
    if (!(value > low && value <= high)) {
      throw outside(parameter, "(", low, high, value);
    }
  }

  private static InvalidParameterException outside(
      String parameter, String bracket, double low, double high, double found) {
    boolean open = bracket.equals("(");
    String allowed =
        high == Double.POSITIVE_INFINITY
            ? (open ? "above " : "at least ") + shortest(low)
            : low == Double.NEGATIVE_INFINITY
                ? "at most " + shortest(high)
                : "in %s%s, %s]".formatted(bracket, shortest(low), shortest(high));
    return new InvalidParameterException(
        parameter, "must be %s, found %s".formatted(allowed, shortest(found)));
  }

  private static String shortest(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Numbers.python(value);
  }
}
