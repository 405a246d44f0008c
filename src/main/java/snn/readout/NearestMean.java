package snn.readout;

/**
 * Nearest class mean: the class whose training images' mean features are nearest, by Euclidean
 * distance. It has nothing to tune and takes one pass, so it shows what of an accuracy is owed to
 * the readout. As scikit-learn's {@code NearestCentroid}.
 *
 * <p>With μₖ the mean of class k's features z, it is a linear model, since
 *
 * <pre>  argminₖ ‖z − μₖ‖²  =  argmaxₖ ⟨μₖ, z⟩ − ‖μₖ‖² / 2</pre>
 *
 * <p>A class without training images has the plane of one with images, further down: it is never
 * read.
 */
public record NearestMean() implements Readout {

  @Override
  public ReadoutFit fit(TrainingSet train, Fitting fitting) {
    Scaling scaling = train.scaling();
    int hidden = train.counts().hidden();
    int classes = train.classes();
    ClassSums sums = ClassSums.of(train);
    int[] images = sums.images();
    int present = 0;
    while (images[present] == 0) {
      present++;
    }
    double[] coefficients = new double[classes * hidden + classes];
    for (int k = 0; k < classes; k++) {
      int like = images[k] > 0 ? k : present;
      double squares = 0;
      for (int j = 0; j < hidden; j++) {
        double mean = (double) sums.features()[like][j] / images[like];
        double z = (mean - scaling.mean()[j]) / scaling.deviation()[j];
        coefficients[k * hidden + j] = z;
        squares += z * z;
      }
      coefficients[classes * hidden + k] = images[k] > 0 ? -squares / 2 : -squares - 1;
    }
    return ReadoutFit.closed(this, new LinearModel(coefficients, scaling));
  }

  @Override
  public double bytes(long images, int hidden, int classes, double featureBytes) {
    return 2.0 * Double.BYTES * classes * hidden;
  }
}
