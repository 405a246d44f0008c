/**
 * Fixed random layers of spiking neurons, read out linearly: experiments, each a question.
 *
 * <p>The data flows one way:
 *
 * <pre>
 *  cli ─ flags → plan, outcomes → lines, files, exit codes
 *   ├→ sweep      many plans: grids, searches, what they cost; each is run as the program would
 *   ├→ experiment ─ Plan: what a run follows from; Lab: what happens, in the order in which it happens
 *   │    ├→ data      ImageSource → LabelledImages, shape, class names
 *   │    ├→ core      Encoding → WeightLaw → Neuron → FeatureMatrix
 *   │    │    ├ event   the Simulator for CPUs: sparse events, Vector API
 *   │    │    └ tensor  the Simulator of tensor kernels: DJL, CUDA or CPU
 *   │    ├→ measure   FeatureMatrix → health of the layer, information in bits, cost
 *   │    └→ readout   FeatureMatrix → standardise → Readout → Evaluation
 *   ├→ record     outcomes → JSON, tables; features, models → files; and all of them back
 *   ├→ fact       records → sentences: what was done, found, and is wrong
 *   ├→ picture    outcomes, what records do not hold → PNG, SVG
 *   ├→ report     outcomes, facts → report text
 *   └→ page       facts, pictures → an HTML file
 *
 *  part ─ under all of them: how a record becomes flags, checks, record entries and cache keys
 * </pre>
 *
 * <p>The rooms exchange small immutable records and do not know each other's internals. Only {@code
 * experiment} brings the first of them together. What came out goes on one way, too: {@code record}
 * keeps it, {@code fact} says what follows from that, {@code picture} draws, and neither knows the
 * other; {@code report} and {@code page} lay out what they are given. {@code sweep} is handed how a
 * point is run, and nothing knows {@code cli}. This package is the ground floor: what every room
 * may use, made of the JDK alone. {@code ArchitectureTest} holds the walls up:
 *
 * <pre>
 *  cli → all
 *  page → fact, picture, record      report → fact, record      sweep → record, picture
 *  fact → record      picture → record      record → experiment
 *  experiment → data, core, measure, readout      measure → core      readout → core
 *  each also what those pass on
 * </pre>
 *
 * <h2>Adding a part</h2>
 *
 * <p>A part is a record that implements one of six interfaces. Its components are its parameters,
 * {@link snn.part.Param} says what is true of them, and all else follows: the flag in both
 * spellings, its help, its checks and their messages, the entry in the record of a run and the way
 * back, the key of cached features, the warning where it has no effect. Two parts may share a
 * parameter by its name; a component that is a part itself brings its parameters with it.
 *
 * <table>
 * <caption>A new file, and a line in a list</caption>
 * <tr><th>what</th><th>interface, which has the list</th><th>what it must do</th></tr>
 * <tr><td>source of images</td><td>{@link snn.data.ImageSource}</td><td>images, shape, class names</td></tr>
 * <tr><td>weight law</td><td>{@link snn.core.WeightLaw}</td><td>fill a neuron's row from its key</td></tr>
 * <tr><td>encoding</td><td>{@link snn.core.Encoding}</td><td>the definition of a spike, and the same fast</td></tr>
 * <tr><td>neuron</td><td>{@link snn.core.Neuron}</td><td>the plain step, and perhaps the same for many</td></tr>
 * <tr><td>rule of gains</td><td>{@link snn.core.GainRule}</td><td>move gains after a batch, and say when to end</td></tr>
 * <tr><td>readout</td><td>{@link snn.readout.Readout}</td><td>fit, and say how much memory that takes</td></tr>
 * <tr><td>experiment</td><td>{@link snn.experiment.Experiment#all}</td><td>a question: defaults, axis, words</td></tr>
 * </table>
 *
 * <p>A part of a user's own is such a record in a file outside the project, which {@link
 * snn.experiment.OwnParts} compiles and adds to the lists for as long as the process needs it. What
 * its author is promised is listed on the page {@code parts.md}: the six interfaces, {@link
 * snn.part.Part}, {@link snn.part.Param}, {@link snn.part.Spread} and {@link
 * snn.part.PartException}; {@link snn.SplitMix64}, {@link snn.InvalidParameterException}, {@link
 * snn.Workers} and {@link snn.Progress}; the parts {@link snn.core.RowNorm}, {@link
 * snn.core.Patch}, {@link snn.core.TimeSteps}, {@link snn.core.Intensity} and {@link
 * snn.core.LifParameters}; {@link snn.core.Encoding.PixelKeys}, {@link snn.core.GainRule.Gains},
 * {@link snn.core.Pool.Place}, {@link snn.core.SpikeTrains} and {@link snn.core.FeatureMatrix};
 * {@link snn.data.ImageSource.Size}, {@link snn.data.ImageShape}, {@link snn.data.LabelledImages},
 * {@link snn.data.Dataset} and {@link snn.data.DataException}; {@link snn.readout.Classifier},
 * {@link snn.readout.Classifier.Answers}, {@link snn.readout.LinearModel}, {@link
 * snn.readout.Scaling}, {@link snn.readout.ReadoutFit}, {@link snn.readout.TrainingSet} and {@link
 * snn.readout.Fitting}, but for its device. All other public types are public for the rooms of the
 * program alone, and change as these need it.
 *
 * <p>{@code SimulatorContract} compares every encoding with every neuron and every weight law of
 * the lists, bit by bit, with {@link snn.core.NaiveSimulator}, which runs the definitions; {@link
 * snn.experiment.PartCheck} does so for a part of a user's own; {@code PlanTest} takes every
 * parameter from the command line to the record and back.
 *
 * <h2>What must stay true</h2>
 *
 * <table>
 * <caption>Invariants, and the test that guards each</caption>
 * <tr><th>invariant</th><th>guard</th></tr>
 * <tr><td>A partial sum of a neuron's weights is exact in float32, in any order: the absolute weights
 *     of a row sum to less than 2²⁴ units of the grid.</td><td>{@code RandomLinearTest}</td></tr>
 * <tr><td>A draw is a pure function of (seed, version, stream, image, pixel, step) or (seed, version,
 *     use, row, column); no generator of the JDK decides a result.</td><td>{@code EncoderTest},
 *     {@code RandomLinearTest}, {@code ArchitectureTest}</td></tr>
 * <tr><td>Every simulator gives the bits of the definitions, on every device, number of threads and
 *     batch size.</td><td>{@code SimulatorContract}, {@code BackendTest}</td></tr>
 * <tr><td>A sum that decides a result has one order, whatever the width of the vectors and the number
 *     of threads.</td><td>{@code SameOnEveryProcessorTest}, {@code CountsObjectiveTest}, {@code
 *     InformationTest}</td></tr>
 * <tr><td>A process meets one width of vectors for each type of number, else kernels that are
 *     compiled later make objects of theirs.</td><td>{@code ArchitectureTest}, {@code
 *     SameOnEveryProcessorTest}</td></tr>
 * <tr><td>All but {@code run} of a record follows from its configuration, in every bit; a readout
 *     fitted on a GPU says so. An older record lacks what it does not know, which then has the value
 *     that the program had.</td><td>{@code RecordsTest}, {@code RecordDifferenceTest}, {@code
 *     PlanTest}</td></tr>
 * <tr><td>A file appears whole or not at all, and no failure loses a result that is there.</td><td>
 *     {@code AtomicFilesTest}, {@code InterruptionTest}, {@code OutputsTest}</td></tr>
 * </table>
 */
package snn;
