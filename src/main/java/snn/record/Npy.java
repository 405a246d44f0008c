package snn.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import snn.data.DataException;

/**
 * An array as NumPy keeps it in a file: format {@code .npy}, version 1.0, little endian, row-major.
 *
 * <pre>
 *  0x93 "NUMPY" 1 0, length of what follows as a 16-bit number,
 *  {'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), } blanks, line feed, values
 * </pre>
 *
 * <p>Blanks make the values begin at a multiple of 64 bytes.
 *
 * <p>Source: NumPy's documentation of module {@code numpy.lib.format}.
 *
 * @param type of the values
 * @param shape length of each axis
 * @param values little endian, row-major; neither position nor content must be changed
 */
public record Npy(Type type, int[] shape, ByteBuffer values) {

  /** The types of values that this program writes. */
  public enum Type {
    /** Unsigned bytes. */
    UINT8("|u1", Byte.BYTES),
    /** Unsigned 16-bit numbers. */
    UINT16("<u2", Short.BYTES),
    /** 32-bit floating point. */
    FLOAT32("<f4", Float.BYTES),
    /** 64-bit floating point. */
    FLOAT64("<f8", Double.BYTES);

    private final String descr;
    private final int bytes;

    Type(String descr, int bytes) {
      this.descr = descr;
      this.bytes = bytes;
    }
  }

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (False|True), 'shape': \\(([0-9, ]*)\\), \\}"
              + " *\n");

  /**
   * Checks that the shape is that of the values.
   *
   * @throws IllegalArgumentException if it is not
   */
  public Npy {
    if (elements(shape) * type.bytes != values.remaining()) {
      throw new IllegalArgumentException(
          "%s bytes are no %s of shape %s"
              .formatted(values.remaining(), type, Arrays.toString(shape)));
    }
  }

  /** Unsigned bytes, not copied. */
  public static Npy of(byte[] values, int... shape) {
    return new Npy(Type.UINT8, shape, ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Unsigned 16-bit numbers. */
  public static Npy of(short[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length, Type.UINT16);
    bytes.asShortBuffer().put(values);
    return new Npy(Type.UINT16, shape, bytes);
  }

  /** 32-bit floating point. */
  public static Npy of(float[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length, Type.FLOAT32);
    bytes.asFloatBuffer().put(values);
    return new Npy(Type.FLOAT32, shape, bytes);
  }

  /** 64-bit floating point. */
  public static Npy of(double[] values, int... shape) {
    ByteBuffer bytes = allocate(values.length, Type.FLOAT64);
    bytes.asDoubleBuffer().put(values);
    return new Npy(Type.FLOAT64, shape, bytes);
  }

  private static ByteBuffer allocate(int values, Type type) {
    return ByteBuffer.allocate(Math.multiplyExact(values, type.bytes))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long elements(int[] shape) {
    long product = 1;
    for (int length : shape) {
      product = Math.multiplyExact(product, length);
    }
    return product;
  }

  /** Writes header and values. */
  public void writeTo(OutputStream out) throws IOException {
    String lengths =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(type.descr, lengths, shape.length == 1 ? "," : "");
    int unpadded = MAGIC.length + Short.BYTES + dictionary.length() + 1;
    int blanks = Math.floorMod(-unpadded, ALIGNMENT);
    String header = dictionary + " ".repeat(blanks) + "\n";
    out.write(MAGIC);
    out.write(header.length());
    out.write(header.length() >>> 8);
    out.write(header.getBytes(ISO_8859_1));
    out.write(values.array(), values.arrayOffset() + values.position(), values.remaining());
  }

  /**
   * Reads what {@link #writeTo} or NumPy wrote.
   *
   * @param file the whole file
   * @param name of the file, for messages
   * @throws DataException if it is not such an array
   */
  public static Npy read(byte[] file, String name) {
    int named = MAGIC.length - 2;
    if (file.length < named || !Arrays.equals(file, 0, named, MAGIC, 0, named)) {
      throw new DataException(name + " is no .npy file: it does not begin with \\x93NUMPY");
    }
    if (file.length < MAGIC.length + Short.BYTES) {
      throw new DataException(name + " is cut off");
    }
    if (file[named] != 1 || file[named + 1] != 0) {
      throw new DataException(
          "%s must be a .npy file of version 1.0, found %s.%s"
              .formatted(name, file[named], file[named + 1]));
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int start = MAGIC.length + Short.BYTES;
    int length = bytes.getShort(MAGIC.length) & 0xffff;
    if (start + length > file.length) {
      throw new DataException(name + " is cut off");
    }
    Matcher header = HEADER.matcher(new String(file, start, length, ISO_8859_1));
    if (!header.matches()) {
      throw new DataException(name + " has a header other than numpy.save writes for numbers");
    }
    if (header.group(2).equals("True")) {
      throw new DataException(
          name + " must be row-major, found 'fortran_order': True; numpy.ascontiguousarray helps");
    }
    Type type =
        type(header.group(1))
            .orElseThrow(
                () ->
                    new DataException(
                        "%s must hold values of type %s, found %s"
                            .formatted(
                                name,
                                Arrays.stream(Type.values())
                                    .map(known -> known.descr)
                                    .collect(Collectors.joining(", ")),
                                header.group(1))));
    bytes.position(start + length);
    try {
      int[] shape =
          Pattern.compile("\\d+")
              .matcher(header.group(3))
              .results()
              .mapToInt(axis -> Integer.parseInt(axis.group()))
              .toArray();
      return new Npy(type, shape, bytes);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DataException(name + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Optional<Type> type(String descr) {
    return Arrays.stream(Type.values()).filter(type -> type.descr.equals(descr)).findFirst();
  }

  /** The values of an array of {@link Type#UINT8}. */
  public byte[] bytes() {
    byte[] result = new byte[values.remaining()];
    values.get(values.position(), result);
    return result;
  }

  /** The values of an array of {@link Type#UINT16}. */
  public short[] shorts() {
    short[] result = new short[values.remaining() / Short.BYTES];
    values.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(result);
    return result;
  }

  /** The values of an array of {@link Type#FLOAT32}. */
  public float[] floats() {
    float[] result = new float[values.remaining() / Float.BYTES];
    values.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(result);
    return result;
  }

  /** The values of an array of {@link Type#FLOAT64}. */
  public double[] doubles() {
    double[] result = new double[values.remaining() / Double.BYTES];
    values.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(result);
    return result;
  }
}
