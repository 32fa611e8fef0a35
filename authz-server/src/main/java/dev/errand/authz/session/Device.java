package dev.errand.authz.session;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * What a browser says of itself when its user logs in ({@code User-Agent}, RFC 9110 §10.1.5). Anybody may say anything
 * there: it helps people to recognise a session, and nothing is decided by it.
 *
 * @param words as they were sent, without what is not printable ASCII, and cut to {@value #MOST}
 */
public record Device(String words) {

    /** The most characters that are kept. */
    public static final int MOST = 200;

    /** The first that occurs names it: those that also claim to be another come before that other. */
    private static final List<Entry<String, String>> BROWSERS = List.of(entry("Edg/", "Edge"), entry("OPR/", "Opera"),
            entry("Firefox/", "Firefox"), entry("FxiOS/", "Firefox"), entry("CriOS/", "Chrome"), entry("Chrome/", "Chrome"),
            entry("Safari/", "Safari"));
    private static final List<Entry<String, String>> SYSTEMS = List.of(entry("Android", "Android"), entry("iPhone", "iOS"),
            entry("iPad", "iOS"), entry("Windows", "Windows"), entry("CrOS", "ChromeOS"), entry("Mac OS X", "macOS"),
            entry("Linux", "Linux"));

    public Device {
        String printable = words.replaceAll("[^\\x20-\\x7e]", "").strip();
        words = printable.substring(0, Math.min(printable.length(), MOST));
    }

    /** The browser and the system, such as {@code Firefox, Linux}, as far as they are known; else the words. */
    public String brief() {
        Optional<String> browser = first(BROWSERS);
        Optional<String> system = first(SYSTEMS);
        return browser.map(name -> system.map(on -> name + ", " + on).orElse(name)).or(() -> system).orElse(words);
    }

    private Optional<String> first(List<Entry<String, String>> names) {
        return names.stream().filter(name -> words.contains(name.getKey())).map(Entry::getValue).findFirst();
    }

    private static Entry<String, String> entry(String sign, String name) {
        return Map.entry(sign, name);
    }
}
