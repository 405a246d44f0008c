/**
 * How a record becomes a part: from its components and their {@link snn.part.Param} annotations
 * follow flags, checks and their messages, help, the entry in a record of a run, the key of cached
 * features, and the way back from such an entry to the part.
 *
 * <p>{@link snn.part.Parameter} is one component, unless that is a part of its own. {@link
 * snn.part.Parts} reads and describes whole records. {@link snn.part.Kind} is a choice between
 * parts that do the same job, as {@code --weights} is. Values travel as a plain map from
 * parameters' names to numbers, texts, booleans and nulls, which is what a command line gives and
 * what a JSON file holds.
 */
package snn.part;
