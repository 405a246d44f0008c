package snn.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values by their names, in as little memory as a hundred thousand of them need: those of many rows
 * share their names, and perhaps the values. Equal if they say the same, in whatever order.
 */
final class RowValues {

  private final Names names;
  private final Object[] values;

  private RowValues(Names names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** Names in their order, the place of each, and what is left without some. */
  private record Names(
      List<String> list, Map<String, Integer> places, Map<Set<String>, Names> rest) {
    static Names of(List<String> list) {
      Map<String, Integer> places = new HashMap<>();
      list.forEach(name -> places.put(name, places.size()));
      return new Names(list, places, new ConcurrentHashMap<>());
    }
  }

  /** What is shared; several threads may use it at once. */
  static final class Pool {

    private final Map<List<String>, Names> names = new ConcurrentHashMap<>();
    private final Map<Object, Object> values = new ConcurrentHashMap<>();

    /** A copy of a map. */
    RowValues of(Map<String, Object> map) {
      return new RowValues(
          names.computeIfAbsent(List.copyOf(map.keySet()), Names::of), map.values().toArray());
    }

    /** A copy of a map whose values many other maps have too, so that they are shared. */
    RowValues shared(Map<String, Object> map) {
      RowValues copy = of(map);
      for (int i = 0; i < copy.values.length; i++) {
        if (copy.values[i] != null) {
          copy.values[i] = values.computeIfAbsent(copy.values[i], value -> value);
        }
      }
      return copy;
    }
  }

  /** All names, in their order. */
  List<String> names() {
    return names.list;
  }

  boolean has(String name) {
    return names.places.containsKey(name);
  }

  /** The value of that name; null where there is none. */
  Object get(String name) {
    Integer place = names.places.get(name);
    return place == null ? null : values[place];
  }

  /** A copy without some of the names. */
  RowValues without(Set<String> left) {
    List<String> kept = new ArrayList<>(names.list);
    if (!kept.removeAll(left)) {
      return this;
    }
    return new RowValues(
        names.rest.computeIfAbsent(left, _ -> Names.of(kept)),
        kept.stream().map(this::get).toArray());
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof RowValues other) || other.values.length != values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      String name = names.list.get(i);
      if (!other.has(name) || !Objects.equals(values[i], other.get(name))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < values.length; i++) {
      hash += names.list.get(i).hashCode() ^ Objects.hashCode(values[i]);
    }
    return hash;
  }

  /** The text that a map of these values has. */
  @Override
  public String toString() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(names.list.get(i), values[i]);
    }
    return map.toString();
  }
}
