package dev.errand.toolscope.enforce;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One fact of a call, as a {@link ToolScope} declares it. */
sealed interface FactBinding {

    Pattern FORM = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_-]*+)\\s*=\\s*(\\S.*?)\\s*");
    Pattern MONEY = Pattern.compile("money\\(([^,()]+),([^,()]+)\\)");

    /** The parameter of the scope's action that the fact belongs to. */
    String name();

    /** Where its value comes from. */
    List<ArgumentPath> paths();

    /** A value of the kind that its type says, {@code name = #path}. */
    record Value(String name, ArgumentPath path) implements FactBinding {

        @Override
        public List<ArgumentPath> paths() {
            return List.of(path);
        }
    }

    /** An amount of money, {@code name = money(#amount, #currency)}. */
    record Amount(String name, ArgumentPath amount, ArgumentPath currency) implements FactBinding {

        @Override
        public List<ArgumentPath> paths() {
            return List.of(amount, currency);
        }
    }

    /** The fact that the text declares, or nothing if it is malformed. */
    static Optional<FactBinding> parse(String text) {
        Matcher fact = FORM.matcher(text);
        if (!fact.matches()) {
            return Optional.empty();
        }
        String name = fact.group(1);
        Matcher money = MONEY.matcher(fact.group(2));
        if (!money.matches()) {
            return ArgumentPath.parse(fact.group(2)).map(path -> new Value(name, path));
        }
        return ArgumentPath.parse(money.group(1).strip()).flatMap(amount -> ArgumentPath.parse(money.group(2).strip())
                .map(currency -> new Amount(name, amount, currency)));
    }
}
