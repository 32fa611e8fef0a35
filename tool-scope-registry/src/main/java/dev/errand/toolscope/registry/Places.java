package dev.errand.toolscope.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.errand.toolscope.InvalidValue;

/** Where the entries of a document stand in it, such as {@code scopes[3]}. */
final class Places {

    private final Map<EntryName, String> paths = new HashMap<>();

    /**
     * @throws InvalidValue
     *             if an entry comes twice
     */
    void add(EntryKind kind, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String path = kind.list() + "[" + i + "]";
            if (this.paths.putIfAbsent(new EntryName(kind, names.get(i)), path) != null) {
                throw new InvalidValue(path + (kind == EntryKind.TOOL ? ".resource" : ".name"), "comes twice");
            }
        }
    }

    Set<EntryName> entries() {
        return this.paths.keySet();
    }

    String path(Finding.Place place) {
        String entry = this.paths.getOrDefault(place.entry(), place.entry().kind().list());
        return place.member().isEmpty() ? entry : entry + "." + place.member();
    }
}
