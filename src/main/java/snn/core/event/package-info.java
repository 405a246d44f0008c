/**
 * The simulator for CPUs. An image has some ten input spikes a step, so a neuron's current is the
 * sum of ten weights, not a product with all pixels; and a block of neurons goes through all time
 * steps at once, its state in vector registers, so that only weights are read from memory.
 */
package snn.core.event;
