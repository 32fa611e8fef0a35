package dev.errand.authz.badinput;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a good document apart, one place after the other: every member left out, twice, twice by another spelling,
 * beside one that nobody knows, and every value replaced by others.
 *
 * @param path where, in the way that answers name it
 * @param kind what was done there
 * @param text the document then
 */
record BadJson(String path, String kind, String text) {

    /** The member was left out: it may have been optional. */
    static final String LEFT_OUT = "left out";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> VALUES = List.of("null", "true", "-1", "1e400", "0.5", "\"\"", "\"x\"", "[]", "{}",
            "[null]", "[[[[[[[[[[[[]]]]]]]]]]]]", "\"\\ud800\"", "\"a\\u0000b\"", "\"\\u202e\"",
            "\"" + "y".repeat(9_000) + "\"", "9".repeat(500));

    /** Whether an answer that names this member is about what was done. */
    boolean isAbout(String member) {
        return !member.isEmpty() && (path.startsWith(member) || member.startsWith(path));
    }

    static List<BadJson> of(String good, String root) {
        List<BadJson> found = new ArrayList<>();
        walk(JSON.readTree(good), root, text -> text, found);
        return found;
    }

    /** Documents that are bad in several places at once. */
    static List<BadJson> several(String good, String root, long seed, int count) {
        Random random = new Random(seed);
        List<BadJson> once = of(good, root).stream().filter(one -> isReadable(one.text())).toList();
        List<BadJson> found = new ArrayList<>();
        while (found.size() < count) {
            BadJson first = once.get(random.nextInt(once.size()));
            List<BadJson> twice = of(first.text(), root);
            BadJson second = twice.get(random.nextInt(twice.size()));
            found.add(new BadJson(root, first.path() + " " + first.kind() + ", " + second.path() + " " + second.kind(),
                    second.text()));
        }
        return found;
    }

    private static boolean isReadable(String text) {
        return !text.contains("[[[[") && !text.contains("ud800");
    }

    private static void walk(JsonNode node, String path, UnaryOperator<String> within, List<BadJson> found) {
        VALUES.stream().filter(value -> !value.equals(node.toString()))
                .forEach(value -> found.add(new BadJson(path, "= " + BadBodies.visible(value), within.apply(value))));
        if (node.isObject()) {
            members(node, path, within, found);
        }
        if (node.isArray() && !node.isEmpty()) {
            String element = node.get(0).toString();
            found.add(new BadJson(path, "element twice", within.apply("[" + element + "," + element + "]")));
            walk(node.get(0), path + "[0]", text -> within.apply("[" + text + "]"), found);
        }
    }

    private static void members(JsonNode object, String path, UnaryOperator<String> within, List<BadJson> found) {
        String all = text(object, "", "");
        found.add(new BadJson(path, "with a member unknown", within.apply("{" + all + ",\"xyz\":1}")));
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            String at = path + "." + name;
            String value = member.getValue().toString();
            String escaped = "\\u%04x%s".formatted((int) name.charAt(0), name.substring(1));
            found.add(new BadJson(at, LEFT_OUT, within.apply("{" + text(object, name, "") + "}")));
            found.add(new BadJson(at, "twice", within.apply("{" + all + "," + pair(name, value) + "}")));
            found.add(new BadJson(at, "twice, once escaped", within.apply("{" + all + "," + pair(escaped, value) + "}")));
            walk(member.getValue(), at, text -> within.apply("{" + text(object, name, pair(name, text)) + "}"), found);
        }
    }

    /** The members as text, one of them replaced. */
    private static String text(JsonNode object, String name, String instead) {
        return object.properties().stream()
                .map(one -> one.getKey().equals(name) ? instead : pair(one.getKey(), one.getValue().toString()))
                .filter(text -> !text.isEmpty()).collect(Collectors.joining(","));
    }

    private static String pair(String name, String value) {
        return "\"" + name + "\":" + value;
    }
}
