package snn.readout;

/**
 * An affine map under which a minimiser sees the coefficients of an objective. Only coefficients
 * and gradients go through it, never the features.
 */
interface Coordinates {

  /** The identity: minimisation starts at coefficients of zero. */
  Coordinates PLAIN =
      new Coordinates() {
        @Override
        public void coefficients(double[] u, double[] w) {
          System.arraycopy(u, 0, w, 0, u.length);
        }

        @Override
        public void gradient(double[] byCoefficients, double[] byCoordinates) {
          System.arraycopy(byCoefficients, 0, byCoordinates, 0, byCoefficients.length);
        }
      };

  /**
   * The coefficients at a point.
   *
   * @param u the point; 0 is where minimisation starts
   * @param w receives the coefficients
   */
  void coefficients(double[] u, double[] w);

  /** Turns the derivatives by coefficients into those by coordinates. */
  void gradient(double[] byCoefficients, double[] byCoordinates);
}
