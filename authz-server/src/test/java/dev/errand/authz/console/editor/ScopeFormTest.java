package dev.errand.authz.console.editor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.toolscope.ToolScope;
import dev.errand.toolscope.json.ScopeJson;
import dev.errand.toolscope.json.StrictJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A scope as a form, and back; what the form's buttons, a link and a mistake do to it. */
class ScopeFormTest {

    private static final Map<String, String> FORM = Map.ofEntries(Map.entry("name", "write:refunds"),
            Map.entry("tool", "https://refunds.example"), Map.entry("description", "Refund one order"),
            Map.entry("effect", "write"), Map.entry("lifetime", "PT60S"), Map.entry("max_uses", "1"),
            Map.entry("labels", "sends-out, money"), Map.entry("identifier.kind", "pattern"),
            Map.entry("identifier.value", "order-[0-9]{1,10}"), Map.entry("run.calls", "3"),
            Map.entry("a0.name", "create-refund"), Map.entry("a0.p0.name", "amount"), Map.entry("a0.p0.kind", "money"),
            Map.entry("a0.p0.first", "50.00"), Map.entry("a0.p0.second", "USD"), Map.entry("a0.p1.name", "reason"),
            Map.entry("a0.p1.kind", "one_of"), Map.entry("a0.p1.first", "damaged\r\nlate\r\n"),
            Map.entry("t0.name", "amount"), Map.entry("t0.max", "50.00"), Map.entry("t0.currency", "USD"));

    static ScopeForm form(String... changes) {
        Map<String, String> fields = new HashMap<>(FORM);
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return ScopeFormFields.read(fields);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyScopeGoesThroughTheFormUnchanged(long seed) {
        ToolScope scope = new GeneratedScopes(seed).scope();
        ScopeForm form = RegisteredForm.of(JsonMapper.shared().readTree(StrictJson.write(ScopeJson.write(scope))));
        ScopeForm sent = ScopeFormFields.read(ScopeFormFields.write(form));
        assertThat(sent).isEqualTo(form);
        assertThat(Draft.of(sent).scope()).contains(scope);
    }

    @Test
    void aFormIsTheScopeThatItSays() {
        Draft draft = Draft.of(form());
        assertThat(draft.problems()).isEmpty();
        assertThat(draft.proposal().orElseThrow().yaml()).contains("one_of:\n        - damaged\n        - late\n",
                "labels:\n  - money\n  - sends-out\n", "max: \"50.00\"");
    }

    @Test
    void whatNobodyFilledInIsLeftOut() {
        Draft draft = Draft.of(form("a0.p2.name", "", "a0.p2.kind", "free", "a1.name", "", "t1.name", "", "max_uses", "",
                "lifetime", "", "labels", ""));
        assertThat(draft.problems()).isEmpty();
        assertThat(draft.scope().orElseThrow().actions()).hasSize(1);
        assertThat(draft.scope().orElseThrow().maxUses()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name             | refunds        | name             | is not a scope name
            tool             | refunds        | tool             | is not an absolute http or https URI
            description      | ''             | description      | is empty
            effect           | wild           | effect           | is none of read, write and irreversible
            lifetime         | PT2H           | lifetime         | is not in whole seconds
            lifetime         | soon           | lifetime         | is not an ISO 8601 duration such as PT60S
            max_uses         | 2              | max_uses         | is not between 1 and 1
            max_uses         | many           | max_uses         | is not an integer
            labels           | Loud           | labels           | has a name that does not match
            identifier.kind  | none           | identifier.value | is missing
            identifier.value | order-(1)      | identifier.value | has
            a0.name          | Create         | a0.name          | has a name that does not match
            a0.p0.name       | 1st            | a0.p0.name       | has a name that does not match
            a0.p0.name       | reason         | a0.p1.name       | comes twice
            a0.p0.name       | ''             | a0.p0.name       | is empty
            a0.p0.first      | 50.001         | a0.p0.first      | is not a decimal string
            a0.p0.second     | usd            | a0.p0.second     | is not an ISO 4217 code
            a0.p0.many       | 3              | a0.p0.many       | is a list or an amount of money
            a0.p1.first      | ''             | a0.p1.first      | does not have between 1 and 100 values
            a0.p1.many       | few            | a0.p1.many       | is not an integer
            a0.p1.many       | 101            | a0.p1.many       | is not between 1 and 100
            a0.p1.kind       | integer        | a0.p1.first      | is not a decimal string
            a0.p1.kind       | boolean        | a0.p1.first      | is empty
            a0.p1.kind       | session        | a0.p1.first      | is none of subject and agent
            run.calls        | 0              | run.calls        | is not between 1 and 10000
            run.calls        | ''             | run.calls        | is not an integer
            t0.name          | reason         | t0.name          | has a total for what is no money limit
            t0.currency      | XX             | t0.currency      | is not an ISO 4217 code
            """)
    void aMistakeIsShownAtItsField(String field, String value, String at, String problem) {
        Map<String, String> problems = Draft.of(form(field, value)).problems();
        assertThat(problems).containsOnlyKeys(at);
        assertThat(problems.get(at)).startsWith(problem);
        assertThat(Draft.of(form(field, FORM.getOrDefault(field, ""))).problems()).isEmpty();
    }

    @Test
    void aScopeWithoutAnActionIsToldSoAtTheFirstOne() {
        assertThat(Draft.of(form().with(List.of(ActionRow.BLANK))).problems()).containsOnlyKeys("a0.name");
    }

    static Stream<Arguments> operations() {
        return Stream.of(arguments("add-parameter:0", "amount reason "), arguments("remove-parameter:0.0", "reason"),
                arguments("remove-parameter:0.7", "amount reason"), arguments("add-parameter:9", "amount reason"),
                arguments("add-parameter", "amount reason"), arguments("drop-everything:0", "amount reason"),
                arguments("remove-parameter:0", "amount reason"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aButtonChangesItsRowsAndNothingElse(String operation, String names) {
        ScopeForm after = RowOperation.apply(operation, form());
        assertThat(String.join(" ", after.actions().getFirst().parameters().stream().map(ParameterRow::name).toList()))
                .isEqualTo(names);
        assertThat(after.with(form().actions())).isEqualTo(form());
    }

    @Test
    void actionsAndTotalsComeAndGo() {
        assertThat(RowOperation.apply("add-action", form()).actions()).hasSize(2);
        assertThat(RowOperation.apply("remove-action:0", form()).actions()).isEmpty();
        assertThat(RowOperation.apply("add-total", form()).totals()).hasSize(2);
        assertThat(RowOperation.apply("remove-total:0", form()).totals()).isEmpty();
        ScopeForm many = form();
        for (int i = 0; i < 99; i++) {
            many = RowOperation.apply("add-parameter:0", many);
        }
        assertThat(many.actions().getFirst().parameters()).hasSize(ScopeForm.MAX_ROWS);
    }

    private static Map.Entry<String, List<String>> entry(String name, String... values) {
        return Map.entry(name, List.of(values));
    }

    @Test
    void aLinkFillsInWhatItKnows() {
        ScopeForm filled = Prefill.of(ScopeForm.EMPTY, Map.ofEntries(entry("name", "write:gifts"),
                entry("tool", "https://gifts.example"), entry("action", "send"), entry("parameter", "note", "to"),
                entry("identifier", "order-12345"), entry("limit.send.amount", "80.00 USD"), entry("max_uses", "1"),
                entry("lifetime", "PT30S"), entry("effect", "write"), entry("seen", "x"), entry("op", "save"),
                entry("limit.send", "1")));
        assertThat(filled.name()).isEqualTo("write:gifts");
        assertThat(filled.identifierKind()).isEqualTo("pattern");
        assertThat(filled.identifier()).isEqualTo("order-12345");
        assertThat(filled.terms()).isEqualTo(new ScopeForm.Terms("write", "PT30S", "1", "false"));
        assertThat(filled.actions()).singleElement().satisfies(action -> {
            assertThat(action.name()).isEqualTo("send");
            assertThat(action.parameters()).containsExactly(ParameterRow.named("note"), ParameterRow.named("to"),
                    new ParameterRow("amount", ConstraintKind.MONEY, "80.00", "USD", ""));
        });
        assertThat(Draft.of(Prefill.of(filled, Map.of("description", List.of("Send a gift")))).problems()).isEmpty();
    }

    @Test
    void anIdentifierThatNoPatternCanSayIsTheOneAlone() {
        ScopeForm filled = Prefill.of(ScopeForm.EMPTY, Map.of("identifier", List.of("order[1]{2}")));
        assertThat(filled.identifierKind()).isEqualTo("value");
        assertThat(filled.identifier()).isEqualTo("order[1]{2}");
    }

    @Test
    void aLinkLowersALimitThatIsThere() {
        ScopeForm tightened = Prefill.of(form(),
                Map.of("limit.create-refund.amount", List.of("20.00"), "max_uses", List.of("1")));
        assertThat(tightened.actions().getFirst().parameters().getFirst())
                .isEqualTo(new ParameterRow("amount", ConstraintKind.MONEY, "20.00", "USD", ""));
        assertThat(tightened.actions().getFirst().parameters()).hasSize(2);
        assertThat(tightened.with(form().actions())).isEqualTo(form());
        assertThat(Prefill.of(form(), Map.of("limit.create-refund.count", List.of("7"))).actions().getFirst().parameters())
                .contains(new ParameterRow("count", ConstraintKind.INTEGER, "0", "7", ""));
    }
}
