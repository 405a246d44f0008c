package snn.part;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a parameter, which is a component of a record. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

  /** Description: a sentence without its full stop, to which help adds the default. */
  String help();

  /** Placeholder for a value in help: its unit in capitals, or {@code N}, {@code DIR}. */
  String unit() default "";

  /** Its default, as a user would type it; empty where it has none. */
  String preset() default "";

  /** Smallest value. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Exclusive lower bound. */
  double above() default Double.NEGATIVE_INFINITY;

  /** Largest value. */
  double max() default Double.POSITIVE_INFINITY;

  /** Word that a user types to give no value, such as {@code auto}; empty if there is none. */
  String none() default "";

  /** Whether results depend on it; else it tells where files are and how the machine is used. */
  boolean result() default true;

  /** Name; by default that of the component in snake case, {@code tau_ms} for tauMs. */
  String name() default "";
}
