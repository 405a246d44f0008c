package snn.readout;

/**
 * How much a fit has to do, in multiplications; what one takes is for a machine to say.
 *
 * @param once before and after all iterations
 * @param iteration each time
 * @param most iterations, where a fit often takes as many as it may; 0 where it ends long before
 */
public record Effort(double once, double iteration, int most) {

  /** Of all iterations together. */
  public double of(double iterations) {
    return once + iterations * iteration;
  }
}
