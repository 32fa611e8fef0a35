package dev.errand.authz.console.entry;

import java.util.List;

import dev.errand.authz.admin.PathName;
import dev.errand.toolscope.Effect;
import dev.errand.toolscope.registry.EntryKind;
import dev.errand.toolscope.registry.EntryName;
import dev.errand.toolscope.registry.ListedEntry;

/**
 * An entry as pages show it.
 *
 * @param tool its resource indicator; empty where it has none
 * @param toolHref where that tool is; empty where it has none
 * @param effect empty where it has none
 * @param draft the version that awaits its activation; 0 if none does
 */
public record EntryItem(String name, String href, String description, String tool, String toolHref, String effect,
        List<String> labels, String state, int version, int draft) {

    static EntryItem of(ListedEntry entry) {
        return new EntryItem(entry.name().name(), href(entry.name()), entry.description(), entry.tool().orElse(""),
                entry.tool().map(tool -> "/console/tools/" + PathName.of(tool)).orElse(""),
                entry.effect().map(Effect::word).orElse(""), List.copyOf(entry.labels()), entry.state().word(),
                entry.version(), entry.draft().orElse(0));
    }

    static String href(EntryName name) {
        return "/console/" + list(name.kind()) + "/" + PathName.of(name.name());
    }

    /** What the list of this kind is called in a path. */
    static String list(EntryKind kind) {
        return switch (kind) {
            case TOOL -> "tools";
            case SCOPE -> "scopes";
            case COMPOSITION -> "compositions";
            case NEVER_TOGETHER -> "rules";
        };
    }
}
