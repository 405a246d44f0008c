/**
 * Where images come from: files, or strokes drawn here, → {@link snn.data.Dataset}.
 *
 * <p>{@link snn.data.PublicImages} finds the four files of MNIST or of a set of its family ({@code
 * PublicSet}), downloads what is missing ({@code Downloads}, {@code Mirrors}) and reads them
 * ({@code IdxReader}). {@link snn.data.ImageFolder} reads anybody's images: IDX files, class
 * folders or CSV. {@link snn.data.StrokeDigits} makes digits and letters of MNIST's shape without
 * any file, for a first try and for tests. {@link snn.data.DatasetIdentity} tells datasets apart.
 * Whatever is wrong with files, network or folders leaves this room as a {@link
 * snn.data.DataException} whose message tells a user what to do.
 */
package snn.data;
