/**
 * The linear readout: spike counts → classes.
 *
 * <p>{@link snn.readout.Scaling} standardises the features, {@link snn.readout.ReadoutFit} fits a
 * {@link snn.readout.LinearModel} to them as a {@link snn.readout.Readout} says, and {@link
 * snn.readout.Evaluation} measures it on other images.
 *
 * <p>Logistic regression has three ways to its minimum: {@code Lbfgs}, plain or in coordinates that
 * {@code Whitening} makes well conditioned, after which {@code NewtonCg} goes on to the optimum,
 * and {@code Saga}. {@code Certificate} says how far from the minimum they stopped, and {@link
 * snn.readout.PenaltyPath} how the strength of regularisation was chosen.
 *
 * <p>The features stay the small whole numbers that they are. {@link snn.readout.LogisticObjective}
 * reads them a tile of rows at a time ({@code Tiles}, {@code DoubleTiles}) or keeps them on a GPU
 * ({@code TensorObjective}), and scaling is applied to the coefficients. All sums are taken in a
 * fixed order, so results do not depend on the number of threads, nor on the width of the
 * processor's vectors.
 */
package snn.readout;
