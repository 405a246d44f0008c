import snn.core.Encoding;
import snn.core.SpikeTrains;
import snn.core.TimeSteps;
import snn.part.Param;

/**
 * Burst coding: at the beginning of an image a pixel sends a burst, of more spikes and at shorter
 * intervals the brighter it is. With x in [0, 1] its intensity, Nmax the longest burst, Tmin the
 * shortest interval and T the steps of an image:
 *
 * <pre>
 *  N = ⌈Nmax · x⌉ spikes      at intervals of ⌈T − (T − Tmin) · x⌉ steps, the first at step 0
 * </pre>
 *
 * <p>Source: W. Guo et al., "Neural coding in spiking neural networks: a comparative study for
 * robust neuromorphic systems", Frontiers in Neuroscience 15, 2021.
 *
 * @param time for how long an image is shown: the flags --num_steps and --dt_ms
 * @param longest Nmax
 * @param shortest Tmin
 */
public record BurstCoding(
    TimeSteps time,
    @Param(
            name = "burst_spikes",
            help = "Spikes in the burst of a white pixel",
            unit = "N",
            preset = "5",
            min = 1,
            max = 1000)
        int longest,
    @Param(
            name = "burst_interval",
            help = "Steps between the spikes of a white pixel",
            unit = "N",
            preset = "2",
            min = 1,
            max = 1000)
        int shortest)
    implements Encoding {

  @Override
  public int numSteps() {
    return time.numSteps();
  }

  @Override
  public double dtMs() {
    return time.dtMs();
  }

  private int count(int level) {
    return (int) Math.ceil(longest * (level / 255.0));
  }

  private int interval(int level) {
    int from = Math.max(numSteps(), shortest);
    return (int) Math.ceil(from - (from - shortest) * (level / 255.0));
  }

  /** The definition: it is what the spikes are, and need not be fast. */
  @Override
  public boolean spikes(long key, int level, int step) {
    int interval = interval(level);
    return step % interval == 0 && step / interval < count(level);
  }

  @Override
  public double probability(int level) {
    return (double) Math.min(count(level), Math.ceilDiv(numSteps(), interval(level))) / numSteps();
  }

  /** Nothing is left to chance, so that two draws of an image are the same. */
  @Override
  public boolean isDrawn() {
    return false;
  }

  /** The same fast: one could leave this out, and wait longer. */
  @Override
  public void encode(PixelKeys key, byte[] levels, int first, SpikeTrains trains) {
    for (int i = 0; i < trains.inputs(); i++) {
      int level = levels[first + i] & 0xff;
      if (level > 0) {
        long[] words = new long[trains.words()];
        int interval = interval(level);
        for (int n = 0; n < count(level) && n * interval < numSteps(); n++) {
          words[n * interval / Long.SIZE] |= 1L << (n * interval % Long.SIZE);
        }
        int train = trains.add(i);
        for (int w = 0; w < words.length; w++) {
          trains.set(train, w, words[w]);
        }
      }
    }
  }

  @Override
  public String words() {
    return "each pixel sends a burst, of more spikes and faster the brighter it is";
  }
}
