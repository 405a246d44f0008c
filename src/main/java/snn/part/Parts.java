package snn.part;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Reads parts from plain values, and describes them as such. */
public final class Parts {

  /** Reflection is not free, and records check themselves each time that one is made. */
  private static final Map<Class<?>, List<Parameter>> KNOWN = new ConcurrentHashMap<>();

  private Parts() {}

  /** The parameters of a part, in the order of its components. */
  public static List<Parameter> parameters(Class<?> part) {
    return KNOWN.computeIfAbsent(
        part, type -> Arrays.stream(type.getRecordComponents()).map(Parameter::of).toList());
  }

  /**
   * The part that values describe.
   *
   * @param values plain values by the parameters' names; what they lack has its default
   * @throws snn.InvalidParameterException if a value is not allowed
   */
  public static <P> P read(Class<P> part, Map<String, ?> values) {
    List<Parameter> parameters = parameters(part);
    Object[] components =
        parameters.stream()
            .map(
                p ->
                    p.component(
                        values.containsKey(p.name()) ? p.check(values.get(p.name())) : p.preset()))
            .toArray();
    try {
      return constructor(part).newInstance(components);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(part + " cannot be made", e);
    }
  }

  private static <P> Constructor<P> constructor(Class<P> part) throws ReflectiveOperationException {
    Constructor<P> constructor =
        part.getDeclaredConstructor(
            Arrays.stream(part.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return constructor;
  }

  /** The plain values of a part, by its parameters' names, in their order. */
  public static Map<String, Object> values(Object part) {
    List<Parameter> parameters = parameters(part.getClass());
    RecordComponent[] components = part.getClass().getRecordComponents();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      try {
        components[i].getAccessor().setAccessible(true);
        values.put(
            parameters.get(i).name(),
            parameters.get(i).plainOf(components[i].getAccessor().invoke(part)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(part + " cannot be read", e);
      }
    }
    return values;
  }

  /**
   * For a part's constructor: checks its components, all of them in their order.
   *
   * @throws snn.InvalidParameterException if one is not allowed
   */
  public static void check(Class<?> part, Object... components) {
    List<Parameter> parameters = parameters(part);
    IntStream.range(0, parameters.size())
        .forEach(i -> parameters.get(i).check(parameters.get(i).plainOf(components[i])));
  }
}
