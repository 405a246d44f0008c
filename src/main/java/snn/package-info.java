/**
 * A fixed random layer of spiking neurons on MNIST, read out linearly: four experiments.
 *
 * <p>The data flows one way:
 *
 * <pre>
 *  cli ─ flags → settings, outcomes → lines, files, exit codes
 *   ├→ experiment ─ one class per experiment: what happens, in the order in which it happens
 *   │    ├→ data      IDX bytes → LabelledImages
 *   │    ├→ core      PoissonEncoder → RandomLinear → LIF → SpikeCounts
 *   │    │    ├ event   the Simulator for CPUs: sparse events, Vector API
 *   │    │    └ tensor  the Simulator of tensor kernels: DJL, CUDA or CPU
 *   │    └→ readout   SpikeCounts → standardise → fit → Evaluation
 *   └→ report     outcomes → report text, record, figures; features → .npy
 * </pre>
 *
 * <p>The rooms exchange small immutable records and do not know each other's internals. Only {@code
 * experiment} brings them together, {@code report} reads what came out, and nothing knows {@code
 * cli}. This package is the ground floor: what every room may use, made of the JDK alone. {@code
 * ArchitectureTest} holds the walls up.
 */
package snn;
