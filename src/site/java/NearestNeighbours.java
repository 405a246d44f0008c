import snn.InvalidParameterException;
import snn.Workers;
import snn.core.FeatureMatrix;
import snn.part.Param;
import snn.readout.Classifier;
import snn.readout.Fitting;
import snn.readout.Readout;
import snn.readout.ReadoutFit;
import snn.readout.TrainingSet;

/**
 * The k nearest neighbours: the training images whose features are nearest to those of an image
 * vote for their classes. Of classes with equally many votes the first wins, and of neighbours at
 * the same distance the first is nearer.
 *
 * <p>Source: T. M. Cover and P. E. Hart, "Nearest neighbor pattern classification", IEEE
 * Transactions on Information Theory 13, 1967.
 *
 * @param neighbours k
 */
public record NearestNeighbours(
    @Param(
            help = "How many of the nearest training images vote for the class of an image",
            unit = "N",
            preset = "5",
            min = 1,
            max = 1000)
        int neighbours)
    implements Readout {

  /** What is fitted: nothing but the training images themselves, which are kept. */
  private record Voters(TrainingSet train, int k) implements Classifier {

    @Override
    public int classes() {
      return train.classes();
    }

    @Override
    public double[] logits(FeatureMatrix features, Workers workers) {
      double[] logits = new double[features.images() * classes()];
      workers.forEach(
          features.images(),
          (worker, image) -> {
            int[] votes = votes(features.row(image, new int[features.hidden()]));
            for (int c = 0; c < votes.length; c++) {
              // The logarithm of a class's share, by the rule of succession: finite without votes.
              logits[image * votes.length + c] =
                  StrictMath.log((votes[c] + 1.0) / (k + votes.length));
            }
          });
      return logits;
    }

    /** How many of the k nearest training images have each class, [K]. */
    private int[] votes(int[] features) {
      double[] deviation = train.scaling().deviation();
      double[] nearest = new double[k];
      int[] voters = new int[k];
      int[] other = new int[features.length];
      for (int n = 0; n < train.counts().images(); n++) {
        train.counts().row(n, other);
        double squared = 0;
        for (int j = 0; j < features.length; j++) {
          double difference = (features[j] - other[j]) / deviation[j];
          squared += difference * difference;
        }
        int at = Math.min(n, k);
        while (at > 0 && nearest[at - 1] > squared) {
          at--;
        }
        if (at < k) {
          int last = Math.min(n, k - 1);
          System.arraycopy(nearest, at, nearest, at + 1, last - at);
          System.arraycopy(voters, at, voters, at + 1, last - at);
          nearest[at] = squared;
          voters[at] = n;
        }
      }
      int[] votes = new int[classes()];
      for (int voter : voters) {
        votes[train.labels()[voter] & 0xff]++;
      }
      return votes;
    }
  }

  @Override
  public ReadoutFit fit(TrainingSet train, Fitting fitting) {
    return ReadoutFit.closed(this, new Voters(train, neighbours));
  }

  /** No more can vote than there are. */
  @Override
  public void requireFits(int trainImages) {
    if (neighbours > trainImages) {
      throw new InvalidParameterException(
          "neighbours", "must be at most %s, found %s".formatted(trainImages, neighbours));
    }
  }

  /** Nothing besides the features but some numbers for each class and image. */
  @Override
  public double bytes(long images, int hidden, int classes, double featureBytes) {
    return (double) images * classes * Double.BYTES;
  }

  @Override
  public boolean isLinear() {
    return false;
  }

  @Override
  public String words() {
    return "a vote of the nearest neighbours";
  }
}
