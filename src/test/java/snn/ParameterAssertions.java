package snn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of every configuration record say. */
public final class ParameterAssertions {

  private ParameterAssertions() {}

  /** {@code call} is refused, and the message names the component and the value as written. */
  public static void assertRejected(String parameter, String found, ThrowingCallable call) {
    var refusal = catchThrowableOfType(InvalidParameterException.class, call);
    assertThat(refusal).as("refusal of %s = %s", parameter, found).isNotNull();
    assertThat(refusal.parameter()).isEqualTo(parameter);
    assertThat(refusal.problem()).startsWith("must ").endsWith(", found " + found);
  }
}
