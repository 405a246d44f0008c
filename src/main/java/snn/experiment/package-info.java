/**
 * Experiments: what happens, in the order in which it happens.
 *
 * <p>An {@link snn.experiment.Experiment} is a question as a value: defaults, an axis perhaps, gain
 * control perhaps, and the words of its report. A {@link snn.experiment.Plan} is all that the
 * result of a run follows from, made from plain values and told by them; its points are {@link
 * snn.experiment.Settings}, one layer each. {@link snn.experiment.Lab} runs a point, {@link
 * snn.experiment.Backend} says what simulates, {@link snn.experiment.Features} are what the layer
 * made of the images, {@link snn.experiment.Outcome} what came out, {@link snn.experiment.Model}
 * what of it reads other images. A {@link snn.experiment.FeatureStore} may keep features from one
 * run to the next; {@link snn.experiment.FeatureKey} tells them apart. A {@link
 * snn.experiment.Session} is what runs share: threads, a backend, images, features.
 */
package snn.experiment;
