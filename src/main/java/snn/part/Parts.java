package snn.part;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Reads parts from plain values, and turns them back into plain values. */
public final class Parts {

  /** Components by class, since reflection is slow and every new record checks itself. */
  private static final Map<Class<?>, List<Component>> KNOWN = new ConcurrentHashMap<>();

  private Parts() {}

  /**
   * A component of a part.
   *
   * @param of the record component
   * @param parameter its description; empty for a component that is a part itself, whose parameters
   *     belong to the record, too
   */
  private record Component(RecordComponent of, Optional<Parameter> parameter) {
    static Component of(RecordComponent component) {
      return new Component(
          component,
          Part.class.isAssignableFrom(component.getType())
              ? Optional.empty()
              : Optional.of(Parameter.of(component)));
    }
  }

  private static List<Component> components(Class<?> part) {
    return KNOWN.computeIfAbsent(
        part, type -> Arrays.stream(type.getRecordComponents()).map(Component::of).toList());
  }

  /** The parameters of a part, in the order of its components. */
  public static List<Parameter> parameters(Class<?> part) {
    return components(part).stream()
        .flatMap(
            component ->
                component
                    .parameter
                    .map(Stream::of)
                    .orElseGet(() -> parameters(component.of.getType()).stream()))
        .toList();
  }

  /**
   * The part that values describe.
   *
   * @param values plain values by the parameters' names; what they lack has its default
   * @throws snn.InvalidParameterException if a value is not allowed
   */
  public static <P> P read(Class<P> part, Map<String, ?> values) {
    Object[] components =
        components(part).stream()
            .map(
                component ->
                    component.parameter.isPresent()
                        ? read(component.parameter.get(), values)
                        : read(component.of.getType(), values))
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

  private static Object read(Parameter parameter, Map<String, ?> values) {
    String name = parameter.name();
    return parameter.component(
        values.containsKey(name) ? parameter.check(values.get(name)) : parameter.preset());
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
    Map<String, Object> values = new LinkedHashMap<>();
    for (Component component : components(part.getClass())) {
      Object value;
      try {
        component.of.getAccessor().setAccessible(true);
        value = component.of.getAccessor().invoke(part);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(part + " cannot be read", e);
      }
      component.parameter.ifPresentOrElse(
          parameter -> values.put(parameter.name(), parameter.plainOf(value)),
          () -> values.putAll(values(value)));
    }
    return values;
  }

  /**
   * For a part's constructor: checks its components, all of them in their order. One that is a part
   * has checked its own.
   *
   * @throws snn.InvalidParameterException if one is not allowed
   */
  public static void check(Class<?> part, Object... values) {
    List<Component> components = components(part);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      components.get(i).parameter.ifPresent(parameter -> parameter.requireInRange(value));
    }
  }
}
