package dev.errand.sample.agent.browser;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jsoup.nodes.Element;

/**
 * A form of a page with the values that a browser would send: hidden and preset fields included, buttons only when
 * clicked. Immutable.
 *
 * @param action where it is sent
 * @param fields the values to send, in the page's order; a name may occur more than once
 */
public record Form(URI action, List<Field> fields) {

    private static final Set<String> BUTTONS = Set.of("submit", "button", "image", "reset", "file");
    private static final Set<String> BOXES = Set.of("checkbox", "radio");

    public Form {
        fields = List.copyOf(fields);
    }

    /** A name and its value. */
    public record Field(String name, String value) {

        private static Field of(Element element) {
            Element source = element.normalName().equals("select") ? chosen(element) : element;
            boolean on = BOXES.contains(type(element)) && !element.hasAttr("value");
            return new Field(element.attr("name"), on ? "on" : source.val());
        }

        private static Element chosen(Element select) {
            Element first = Optional.ofNullable(select.selectFirst("option")).orElse(select);
            return Optional.ofNullable(select.selectFirst("option[selected]")).orElse(first);
        }

    }

    /** The first form of {@code page} that holds an element which {@code selector} selects. */
    public static Optional<Form> holding(String selector, Landing.Page page) {
        return page.document().select("form").stream()
                .filter(form -> form.selectFirst(selector) != null)
                .findFirst()
                .map(form -> read(form, page.uri()));
    }

    private static Form read(Element form, URI page) {
        List<Field> fields = form.select("input[name], select[name], textarea[name]").stream()
                .filter(Form::sent)
                .map(Field::of)
                .toList();
        return new Form(form.attr("action").isEmpty() ? page : page.resolve(form.attr("action")), fields);
    }

    private static boolean sent(Element field) {
        boolean unticked = BOXES.contains(type(field)) && !field.hasAttr("checked");
        return !field.hasAttr("disabled") && !BUTTONS.contains(type(field)) && !unticked;
    }

    private static String type(Element field) {
        return field.attr("type").toLowerCase(Locale.ROOT);
    }

    /** The form with {@code name} filled in, or with that button clicked. */
    public Form with(String name, String value) {
        Stream<Field> others = fields.stream().filter(field -> !field.name().equals(name));
        return new Form(action, Stream.concat(others, Stream.of(new Field(name, value))).toList());
    }

    /** The value of a field, empty where there is none. */
    public String field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst().orElse("");
    }

    String encoded() {
        return fields.stream()
                .map(field -> encode(field.name()) + "=" + encode(field.value()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Names the fields alone: a value may be a password. */
    @Override
    public String toString() {
        return "Form[" + action + ", " + fields.stream().map(Field::name).toList() + "]";
    }

}
