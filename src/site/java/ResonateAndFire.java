import snn.core.Neuron;
import snn.core.TimeSteps;
import snn.part.Param;

/**
 * Resonate-and-fire neurons: a potential that swings by itself, and so adds up spikes that come in
 * its rhythm. With z[t] a complex number, ω the rhythm and τ the time in which a swing dies away:
 *
 * <pre>
 *  z[t] = exp((−1/τ + iω) · dt) · z[t−1] + I[t]
 *  a spike where Im z[t] &gt; 1; then z[t] = i
 * </pre>
 *
 * <p>Source: E. M. Izhikevich, "Resonate-and-fire neurons", Neural Networks 14, 2001.
 *
 * @param time length of a step: the flag --dt_ms
 * @param resonanceHz ω / 2π
 * @param swingMs τ
 */
public record ResonateAndFire(
    TimeSteps time,
    @Param(
            help = "Rhythm in which a neuron swings",
            unit = "HZ",
            preset = "40.0",
            above = 0,
            max = 1000)
        double resonanceHz,
    @Param(
            help = "Time constant with which a swing dies away",
            unit = "MS",
            preset = "20.0",
            above = 0,
            max = 1e6)
        double swingMs)
    implements Neuron {

  @Override
  public double dtMs() {
    return time.dtMs();
  }

  @Override
  public float threshold() {
    return 1f;
  }

  @Override
  public int largestCount(int numSteps) {
    return numSteps;
  }

  /** Im z, which is the potential and so comes first; Re z; and two numbers that do not change. */
  @Override
  public int stateWidth() {
    return 4;
  }

  @Override
  public float[] rest(long seed, int neuron) {
    double left = StrictMath.exp(-dtMs() / swingMs);
    double angle = 2 * Math.PI * resonanceHz * dtMs() / 1000;
    return new float[] {
      0f, 0f, (float) (left * StrictMath.cos(angle)), (float) (left * StrictMath.sin(angle))
    };
  }

  @Override
  public boolean step(float[] state, float current) {
    float im = state[0];
    float re = state[1];
    float cos = state[2];
    float sin = state[3];
    state[0] = sin * re + cos * im;
    state[1] = cos * re - sin * im + current;
    boolean spike = state[0] > threshold();
    if (spike) {
      state[0] = 1f;
      state[1] = 0f;
    }
    return spike;
  }

  @Override
  public String words() {
    return "resonate-and-fire neurons";
  }
}
