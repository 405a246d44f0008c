package snn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static snn.data.IdxFixtures.gzip;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import snn.Progress;

/**
 * MNIST with one of its files damaged at random, 22,000 times. Either the bytes are a whole file
 * all the same, as another reading of them finds, or one line tells which file is at fault.
 */
class DamagedFilesTest {

  private static final int TIMES_PER_FILE = 500;

  /** Far more than files so small need, and far less than the 784 MB that a header may promise. */
  private static final long MEMORY = 8 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path dataDir;

  /** What happens to a file. */
  enum Damage {
    FLIPPED_HEADER {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        raw[random.nextInt(headerLength(raw))] ^= (byte) random.nextInt(1, 256);
        return sometimesPacked(raw, random);
      }
    },

    WRONG_MAGIC {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        int[] magics = {0x801, 0x803, 0x1080000, 0x3080000, 0xd03, random.nextInt()};
        ByteBuffer.wrap(raw).putInt(0, magics[random.nextInt(magics.length)]);
        return sometimesPacked(raw, random);
      }
    },

    /** A number of any size for the images, rows or columns. */
    WRONG_LENGTH {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        int field = 4 * random.nextInt(1, headerLength(raw) / 4);
        ByteBuffer.wrap(raw).putInt(field, random.nextInt() >>> random.nextInt(32));
        return sometimesPacked(raw, random);
      }
    },

    /** Harms labels only. */
    LABEL_ABOVE_NINE {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        raw[random.nextInt(headerLength(raw), raw.length)] = (byte) random.nextInt(10, 256);
        return sometimesPacked(raw, random);
      }
    },

    CUT {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        byte[] file = sometimesPacked(raw, random);
        return Arrays.copyOf(file, random.nextInt(file.length));
      }
    },

    APPENDED {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        byte[] file = sometimesPacked(raw, random);
        return garbage(
            Arrays.copyOf(file, file.length + random.nextInt(1, 50)), file.length, random);
      }
    },

    /** Whole, but with another number of images or labels. */
    OTHER_COUNT {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        int count = random.nextInt(1, 9);
        return sometimesPacked(
            isOfImages(raw) ? IdxFixtures.images(count) : IdxFixtures.labels(new int[count]),
            random);
      }
    },

    FLIPPED_BIT_IN_GZIP {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        byte[] file = gzip(raw);
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        return file;
      }
    },

    GARBAGE_IN_GZIP {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        byte[] file = gzip(raw);
        return garbage(file, random.nextInt(2, file.length), random);
      }
    },

    /** Zeros, a thousand times smaller on disk, of which the header promises any number. */
    GZIP_BOMB {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        byte[] header = Arrays.copyOf(raw, headerLength(raw));
        ByteBuffer.wrap(header).putInt(4, random.nextInt(1, IdxHeader.MAX_COUNT + 1));
        return gzip(Arrays.copyOf(header, random.nextInt(1, 1 << 18)));
      }
    },

    NOISE {
      @Override
      byte[] of(byte[] raw, SplittableRandom random) {
        return garbage(new byte[random.nextInt(raw.length)], 0, random);
      }
    };

    /** The file that becomes of the raw one, whose array may be used. */
    abstract byte[] of(byte[] raw, SplittableRandom random);

    private static byte[] sometimesPacked(byte[] raw, SplittableRandom random) {
      return random.nextBoolean() ? gzip(raw) : raw;
    }

    private static byte[] garbage(byte[] file, int from, SplittableRandom random) {
      for (int i = from; i < file.length; i++) {
        file[i] = (byte) random.nextInt(256);
      }
      return file;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isReadWhereItIsWholeAndOtherwiseNamed(Damage damage) throws IOException {
    SplittableRandom random = new SplittableRandom(damage.name().hashCode());
    Path folder = Files.createDirectories(dataDir.resolve("MNIST", "raw"));
    for (Map.Entry<String, byte[]> file : FourFiles.RAW.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    int rejected = 0;
    for (Map.Entry<String, byte[]> file : FourFiles.RAW.entrySet()) {
      Path path = folder.resolve(file.getKey());
      for (int time = 0; time < TIMES_PER_FILE; time++) {
        byte[] damaged = damage.of(file.getValue().clone(), random);
        replace(path, damaged);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Throwable fault = catchThrowable(this::load);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
        if (isWhole(damaged, file.getValue())) {
          assertThat(fault).as("%s, time %d", path, time).isNull();
        } else {
          assertThat(fault).as("%s, time %d", path, time).isInstanceOf(DataException.class);
          assertThat(fault.getMessage())
              .contains(path + " ")
              .matches(
                  ".* (is damaged: .+; move it away, and the next run downloads MNIST's"
                      + "|(is not what this program reads: |holds ).+ with \\{data_dir\\}.*)")
              .doesNotContain("delete");
          rejected++;
        }
      }
      replace(path, file.getValue());
    }
    assertThat(rejected).isGreaterThan(TIMES_PER_FILE);
  }

  private Dataset load() {
    Mirrors none = new Mirrors(List.of(), Duration.ZERO, Duration.ZERO, MirrorsTest.NO_PROXY);
    return PublicImages.load(
        dataDir,
        Progress.NONE,
        _ -> {},
        FourFiles.with(PublicSet.MNIST, FourFiles.PUBLISHED, Optional.empty()),
        none);
  }

  /** To write over a file can take a disk much longer. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  /** Whether {@code file} has {@code raw}'s header and length, and no wrong label. */
  private static boolean isWhole(byte[] file, byte[] raw) {
    byte[] bytes = file;
    if (file.length > 1 && file[0] == 0x1f && file[1] == (byte) 0x8b) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
        bytes = in.readAllBytes();
      } catch (IOException e) {
        return false;
      }
    }
    int header = headerLength(raw);
    if (bytes.length != raw.length || !Arrays.equals(bytes, 0, header, raw, 0, header)) {
      return false;
    }
    for (int i = header; i < bytes.length && !isOfImages(raw); i++) {
      if (bytes[i] < 0 || bytes[i] > 9) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfImages(byte[] raw) {
    return ByteBuffer.wrap(raw).getInt() == IdxFixtures.IMAGES;
  }

  private static int headerLength(byte[] raw) {
    return isOfImages(raw) ? 16 : 8;
  }
}
