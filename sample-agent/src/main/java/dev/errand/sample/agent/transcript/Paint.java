package dev.errand.sample.agent.transcript;

import java.io.Console;

/** ANSI colours, on a terminal alone. */
public enum Paint {

    /** Colours. */
    COLOURED,
    /** Plain text. */
    PLAIN;

    private static final String ESCAPE = "\u001b[";

    /** Colours if this process writes to a terminal and its user has not opted out (https://no-color.org). */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to null where there is no terminal
    public static Paint ofTerminal() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return terminal && System.getenv("NO_COLOR") == null ? COLOURED : PLAIN;
    }

    String bold(String text) {
        return in("1", text);
    }

    String green(String text) {
        return in("32", text);
    }

    String yellow(String text) {
        return in("33", text);
    }

    String red(String text) {
        return in("1;31", text);
    }

    private String in(String code, String text) {
        return this == COLOURED ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }

}
