package snn.part;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is true of a parameter, which is a component of a record. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

  /** What it is, in a sentence without its full stop; help adds the default. */
  String help();

  /** What stands for a value in help: its unit in capitals, or {@code N}, {@code DIR}. */
  String unit() default "";

  /** Its default, as a user would type it; empty where it has none. */
  String preset() default "";

  /** Smallest value. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Bound that a value lies above. */
  double above() default Double.NEGATIVE_INFINITY;

  /** Largest value. */
  double max() default Double.POSITIVE_INFINITY;

  /** The word for no value, where there need be none: {@code auto}. */
  String none() default "";

  /** Whether results depend on it; else it tells where files are and how the machine is used. */
  boolean result() default true;

  /** Its name; by default that of the component in snake case, {@code tau_ms} for tauMs. */
  String name() default "";
}
