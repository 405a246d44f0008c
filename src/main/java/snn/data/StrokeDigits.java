package snn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import snn.SplitMix64;
import snn.Workers;
import snn.data.StrokeTemplates.Point;

/**
 * Handwritten-looking digits, and letters, that the program draws itself: MNIST's shape without
 * MNIST's files.
 *
 * <p>A way of writing the sign is chosen, its points are moved a little, the pen's path is bent,
 * slanted, turned and stretched, and drawn with a pen of some width. As in MNIST the result is
 * fitted into 20x20 pixels, its aspect ratio kept, and put into the 28x28 image with its centre of
 * mass in the middle.
 *
 * <p>An image is a function of (seed, part, index) alone, made of integer arithmetic and of
 * floating-point arithmetic that Java defines to the last bit: every machine draws the same bytes.
 */
public final class StrokeDigits {

  private static final int SIDE = 28;

  /** Shape of every image. */
  static final ImageShape SHAPE = new ImageShape(SIDE, SIDE);

  /** Images to train on, unless told otherwise. */
  public static final int TRAIN = 10_000;

  /** Images to test on, unless told otherwise. */
  public static final int TEST = 2_000;

  /** Largest number of images of a part, whose pixels must fit one array. */
  private static final int MAX = 1_000_000;

  /** Side of the box that the ink fills, in pixels. */
  private static final int BOX = 20;

  /** Straight pieces between two points of a path. */
  private static final int PIECES = 6;

  private StrokeDigits() {}

  /**
   * Draws a dataset. Every ten successive images from a multiple of ten on show the ten digits,
   * shuffled; a shorter part is the beginning of a longer one of the same seed.
   *
   * @param seed of all random draws
   * @param train how many to train on, 0 … 1,000,000
   * @param test how many to test on, 0 … 1,000,000
   * @param workers draw; shared, not closed by this
   * @return the dataset "strokes"
   * @throws IllegalArgumentException if a number of images is out of range
   */
  public static Dataset generate(long seed, int train, int test, Workers workers) {
    return generate("strokes", StrokeTemplates.DIGITS, seed, train, test, workers);
  }

  /** Draws a dataset of any signs: every K successive images show all of them, shuffled. */
  static Dataset generate(
      String name, StrokeTemplates signs, long seed, int train, int test, Workers workers) {
    return new Dataset(
        name,
        part(signs, seed, 0, train, workers),
        part(signs, seed, 1, test, workers),
        signs.names());
  }

  private static LabelledImages part(
      StrokeTemplates signs, long seed, int part, int n, Workers workers) {
    if (n < 0 || n > MAX) {
      throw new IllegalArgumentException(
          "stroke digits of a part must be 0 … %s, found %s".formatted(MAX, n));
    }
    byte[] pixels = new byte[n * SHAPE.pixels()];
    byte[] labels = new byte[n];
    workers.forEach(
        n,
        (_, i) -> {
          int sign = label(new Dice(seed, 2L * part, i / signs.classes()), i, signs.classes());
          labels[i] = (byte) sign;
          draw(signs.of(sign), new Dice(seed, 2L * part + 1, i), pixels, i * SHAPE.pixels());
        });
    return new LabelledImages(pixels, labels, SHAPE);
  }

  /** The label of image {@code i}, from the dice of its group of K images. */
  private static int label(Dice dice, int i, int classes) {
    int[] signs = IntStream.range(0, classes).toArray();
    for (int last = signs.length - 1; last > 0; last--) {
      int other = dice.below(last + 1);
      int sign = signs[other];
      signs[other] = signs[last];
      signs[last] = sign;
    }
    return signs[i % classes];
  }

  private static void draw(List<List<List<Point>>> ways, Dice dice, byte[] pixels, int offset) {
    List<List<Point>> way = ways.get(dice.below(ways.size()));
    List<double[][]> strokes = new ArrayList<>();
    for (List<Point> stroke : way) {
      strokes.add(smooth(wobble(stroke, dice)));
    }
    distort(strokes, dice);
    double radius = 0.95 + 0.8 * dice.uniform();
    fit(strokes, radius);
    double[] ink = new double[BOX * BOX];
    for (double[][] stroke : strokes) {
      double begin = radius * (1 - 0.2 * dice.uniform());
      double end = radius * (1 - 0.2 * dice.uniform());
      paint(stroke, begin, end, ink);
    }
    centre(ink, pixels, offset);
  }

  /** Moves each point at random, as a hand would. */
  private static List<Point> wobble(List<Point> stroke, Dice dice) {
    return stroke.stream()
        .map(p -> new Point(p.x() + dice.bell(3.7), p.y() + dice.bell(3.7), p.corner()))
        .toList();
  }

  /** Lays a Catmull-Rom spline through the points, which begins anew at corners; [points, 2]. */
  private static double[][] smooth(List<Point> stroke) {
    int segments = stroke.size() - 1;
    double[][] path = new double[segments * PIECES + 1][];
    for (int s = 0; s < segments; s++) {
      Point from = stroke.get(s);
      Point to = stroke.get(s + 1);
      Point before = s == 0 || from.corner() ? mirror(to, from) : stroke.get(s - 1);
      Point after = s == segments - 1 || to.corner() ? mirror(from, to) : stroke.get(s + 2);
      for (int i = 0; i <= PIECES; i++) {
        double t = (double) i / PIECES;
        path[s * PIECES + i] =
            new double[] {
              spline(before.x(), from.x(), to.x(), after.x(), t),
              spline(before.y(), from.y(), to.y(), after.y(), t)
            };
      }
    }
    return path;
  }

  private static Point mirror(Point p, Point centre) {
    return new Point(2 * centre.x() - p.x(), 2 * centre.y() - p.y(), false);
  }

  private static double spline(double a, double b, double c, double d, double t) {
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }

  /** Bends, stretches, slants and turns the whole sign, as a writer's habit and haste do. */
  private static void distort(List<double[][]> strokes, Dice dice) {
    double bendX = dice.within(8);
    double bendY = dice.within(8);
    double phaseX = Math.PI * dice.within(1);
    double phaseY = Math.PI * dice.within(1);
    double wave = 2 * Math.PI * (0.4 + 0.6 * dice.uniform()) / 100;
    double stretch = StrictMath.exp(dice.within(0.3));
    double slant = 0.15 + dice.bell(0.28);
    double turn = dice.bell(0.15);
    double sin = StrictMath.sin(turn);
    double cos = StrictMath.cos(turn);
    for (double[][] stroke : strokes) {
      for (double[] p : stroke) {
        double x = p[0] - 40 + bendX * StrictMath.sin(wave * p[1] + phaseX);
        double y = p[1] - 50 + bendY * StrictMath.sin(wave * p[0] + phaseY);
        x = stretch * x - slant * y;
        p[0] = cos * x - sin * y;
        p[1] = sin * x + cos * y;
      }
    }
  }

  /** Scales the paths so that a pen of {@code radius} fills the box, along its longer side. */
  private static void fit(List<double[][]> strokes, double radius) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (double[][] stroke : strokes) {
      for (double[] p : stroke) {
        left = Math.min(left, p[0]);
        right = Math.max(right, p[0]);
        top = Math.min(top, p[1]);
        bottom = Math.max(bottom, p[1]);
      }
    }
    double scale = (BOX - 2 * radius) / Math.max(right - left, bottom - top);
    for (double[][] stroke : strokes) {
      for (double[] p : stroke) {
        p[0] = BOX / 2.0 + scale * (p[0] - (left + right) / 2);
        p[1] = BOX / 2.0 + scale * (p[1] - (top + bottom) / 2);
      }
    }
  }

  /**
   * Draws one stroke with a round pen whose radius goes from {@code begin} to {@code end}. A
   * pixel's ink is how far the pen reaches over its centre, 0 … 1 within one pixel.
   */
  private static void paint(double[][] path, double begin, double end, double[] ink) {
    int pieces = path.length - 1;
    for (int i = 0; i < pieces; i++) {
      double radius = begin + (end - begin) * i / pieces;
      double reach = radius + 0.5;
      double x0 = path[i][0];
      double y0 = path[i][1];
      double dx = path[i + 1][0] - x0;
      double dy = path[i + 1][1] - y0;
      double square = dx * dx + dy * dy;
      int left = pixel(Math.min(x0, x0 + dx) - reach);
      int right = pixel(Math.max(x0, x0 + dx) + reach);
      int top = pixel(Math.min(y0, y0 + dy) - reach);
      int bottom = pixel(Math.max(y0, y0 + dy) + reach);
      for (int row = top; row <= bottom; row++) {
        for (int column = left; column <= right; column++) {
          double x = column + 0.5 - x0;
          double y = row + 0.5 - y0;
          double along = square == 0 ? 0 : Math.clamp((x * dx + y * dy) / square, 0.0, 1.0);
          double awayX = x - along * dx;
          double awayY = y - along * dy;
          double distance = Math.sqrt(awayX * awayX + awayY * awayY);
          int at = row * BOX + column;
          ink[at] = Math.max(ink[at], Math.min(1, reach - distance));
        }
      }
    }
  }

  private static int pixel(double coordinate) {
    return Math.clamp((int) Math.floor(coordinate), 0, BOX - 1);
  }

  /** Puts the box into the image, by whole pixels, with the ink's centre of mass in the middle. */
  private static void centre(double[] ink, byte[] pixels, int offset) {
    double mass = 0;
    double momentX = 0;
    double momentY = 0;
    for (int i = 0; i < ink.length; i++) {
      int row = i / BOX;
      int column = i % BOX;
      mass += ink[i];
      momentX += ink[i] * (column + 0.5);
      momentY += ink[i] * (row + 0.5);
    }
    int left = margin(momentX / mass);
    int top = margin(momentY / mass);
    for (int i = 0; i < ink.length; i++) {
      int row = top + i / BOX;
      int column = left + i % BOX;
      pixels[offset + row * SIDE + column] = (byte) Math.round(255 * ink[i]);
    }
  }

  private static int margin(double centreOfMass) {
    return Math.clamp(Math.round(SIDE / 2.0 - centreOfMass), 0, SIDE - BOX);
  }

  /** Random numbers that depend on (seed, stream, index) only. */
  private static final class Dice {
    private final SplitMix64 random;

    Dice(long seed, long stream, long index) {
      long key = SplitMix64.mix(seed + SplitMix64.GAMMA);
      key = SplitMix64.mix(key + stream * SplitMix64.GAMMA);
      random = new SplitMix64(SplitMix64.mix(key + index * SplitMix64.GAMMA));
    }

    /** Uniform in [0, 1). */
    double uniform() {
      return random.nextDouble();
    }

    /** Uniform in [-limit, limit). */
    double within(double limit) {
      return limit * (2 * uniform() - 1);
    }

    /** About normal, with mean 0 and this standard deviation, at most 2 √3 times that. */
    double bell(double deviation) {
      return deviation * (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
    }

    /** Uniform in 0 … n - 1. */
    int below(int n) {
      return (int) (uniform() * n);
    }
  }
}
