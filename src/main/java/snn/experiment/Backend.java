package snn.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import snn.InvalidParameterException;
import snn.Progress;
import snn.Workers;
import snn.core.Network;
import snn.core.Neuron;
import snn.core.Responses;
import snn.core.Simulator;
import snn.core.SpikeStream;
import snn.core.event.EventSimulator;
import snn.core.tensor.DeviceException;
import snn.core.tensor.TensorDevice;
import snn.core.tensor.TensorSimulator;
import snn.data.LabelledImages;

/**
 * A simulator and the device that it runs on. Spike counts do not depend on it.
 *
 * @param tensors the device of the tensor backend; empty for the event backend
 */
public record Backend(Optional<TensorDevice> tensors) implements AutoCloseable {

  /** The event backend, on the CPU. */
  public static final Backend EVENT = new Backend(Optional.empty());

  /** Simulators. */
  public enum Kind {
    /** {@link #DJL} on CUDA, {@link #EVENT} on a CPU. */
    AUTO,
    /** Event-driven, on a CPU. */
    EVENT,
    /** Tensor kernels. */
    DJL
  }

  /** Devices. */
  public enum Device {
    /** {@link #CUDA} if a CUDA build of PyTorch is asked for and finds a GPU, else {@link #CPU}. */
    AUTO,
    /** The processor. */
    CPU,
    /** The first NVIDIA GPU. */
    CUDA
  }

  /**
   * What a user chose.
   *
   * @param kind the simulator
   * @param device the device
   */
  public record Choice(Kind kind, Device device) {

    /**
     * Checks that the two go together.
     *
     * @throws InvalidParameterException if not
     */
    public Choice {
      if (kind == Kind.EVENT && device == Device.CUDA) {
        throw new InvalidParameterException(
            "backend", "must be djl or auto for {device} cuda, found event, which needs a CPU");
      }
    }

    /** Whether a GPU is asked for, by a flag or the environment. */
    public static boolean isCudaWanted(Device device) {
      return device == Device.CUDA || (device == Device.AUTO && TensorDevice.cudaIsWanted());
    }

    /**
     * Opens the backend. The tensor engine is loaded only for the tensor backend, and to see
     * whether a CUDA build of it that a user asks for finds a GPU.
     *
     * @param notices receives why CUDA, which was asked for by the environment only, is not used
     * @throws DeviceException if the device is not there
     */
    public Backend open(Consumer<String> notices) {
      return switch (device) {
        case CUDA -> on(TensorDevice.cuda());
        case CPU -> onCpu();
        case AUTO ->
            kind != Kind.EVENT && TensorDevice.cudaIsWanted() ? cudaIfThere(notices) : onCpu();
      };
    }

    private Backend cudaIfThere(Consumer<String> notices) {
      try {
        return on(TensorDevice.cuda());
      } catch (DeviceException e) {
        notices.accept(e.getMessage() + "; the CPU is used");
        return onCpu();
      }
    }

    private Backend onCpu() {
      return kind == Kind.DJL ? on(TensorDevice.cpu()) : EVENT;
    }

    private static Backend on(TensorDevice device) {
      return new Backend(Optional.of(device));
    }
  }

  /** The GPU, if the backend runs on one. */
  public Optional<TensorDevice> cuda() {
    return tensors.filter(TensorDevice::isCuda);
  }

  /** The device's name for users. */
  public String deviceName() {
    return cuda().isPresent() ? "cuda" : "cpu";
  }

  /** The simulator's name for users. */
  public String simulatorName() {
    return tensors.isPresent() ? "djl" : "event";
  }

  /**
   * Checks that the backend can simulate such a layer.
   *
   * @throws InvalidParameterException if it has no kernel for the neurons, or no room for weights
   */
  void requireRuns(Neuron neuron, int inputs, int hidden) {
    if (tensors.isPresent()) {
      if (!neuron.hasTensorKernel()) {
        throw new InvalidParameterException(
            "backend",
            "must be event for {neuron} %s, which has no tensor kernel, found djl"
                .formatted(Neuron.KIND.nameOf(neuron)));
      }
      TensorSimulator.requireFits(inputs, hidden);
    }
  }

  /** A simulator of {@code network}. */
  Simulator simulator(Network network, Workers workers) {
    return tensors
        .<Simulator>map(device -> new TensorSimulator(network, device, workers))
        .orElseGet(() -> new EventSimulator(network, workers));
  }

  /**
   * Simulates layers that differ in their neurons only.
   *
   * @param runs one for each layer
   * @return one for each layer
   */
  List<Responses> responses(
      List<Network> networks,
      List<EventSimulator.Run> runs,
      LabelledImages images,
      SpikeStream stream,
      Workers workers) {
    Progress.Task untold = Progress.NONE.start("", 0, "it");
    if (tensors.isEmpty()) {
      try (EventSimulator simulator = new EventSimulator(networks, workers)) {
        return simulator.responses(images, stream, runs, untold);
      }
    }
    List<Responses> responses = new ArrayList<>();
    for (int k = 0; k < networks.size(); k++) {
      EventSimulator.Run run = runs.get(k);
      try (Simulator simulator = simulator(networks.get(k), workers)) {
        responses.add(simulator.responses(images, stream, run.gains(), run.feature(), untold));
      }
    }
    return responses;
  }

  @Override
  public void close() {
    tensors.ifPresent(TensorDevice::close);
  }
}
