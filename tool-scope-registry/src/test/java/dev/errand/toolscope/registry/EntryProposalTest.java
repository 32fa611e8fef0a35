package dev.errand.toolscope.registry;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.errand.toolscope.json.Parsed;
import dev.errand.toolscope.json.StrictYaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** One entry against what is registered: what is wrong is said of the entry, as if there were nothing else. */
class EntryProposalTest {

    private static final String SCOPE = """
            name: read:more
            tool: https://refunds.example
            description: Read more
            effect: read
            actions: [{name: read-more}]
            """;

    private static final String COMPOSITION = """
            name: more
            tool: https://refunds.example
            description: Refund and read
            scopes: [write:refunds-under-50, read:refunds]
            """;

    private static final String RULE = """
            name: no-more
            description: Never those two
            scopes: [read:orders, read:refunds]
            """;

    static Stream<Arguments> proposals() {
        return Stream.of(
                arguments(EntryKind.SCOPE, SCOPE.replace("max_uses", ""), "", ""),
                arguments(EntryKind.SCOPE, SCOPE.replace("Read more", "''"), "description", "is empty"),
                arguments(EntryKind.SCOPE, SCOPE + "more: 1\n", "more", "is an unknown member"),
                arguments(EntryKind.SCOPE, SCOPE + "state: gone\n", "state", "is neither active nor retired"),
                arguments(EntryKind.SCOPE, SCOPE.replace("refunds.example", "nowhere.example"), "tool",
                        "is none of the tools"),
                arguments(EntryKind.SCOPE, SCOPE.replace("read:more", "read:refunds") + "state: retired\n", "state",
                        "is retired, and an active composition names the scope"),
                arguments(EntryKind.COMPOSITION, COMPOSITION.replace("name: more", "name: refund-and-look"), "", ""),
                arguments(EntryKind.COMPOSITION, COMPOSITION, "scopes", "is the set of scopes of another active composition"),
                arguments(EntryKind.COMPOSITION, COMPOSITION.replace("read:refunds", "read:nothing"), "scopes",
                        "names a scope that there is not"),
                arguments(EntryKind.NEVER_TOGETHER, RULE, "", ""),
                arguments(EntryKind.NEVER_TOGETHER, RULE.replace("read:orders", "write:refunds-under-50"), "",
                        "forbids an active composition"),
                arguments(EntryKind.NEVER_TOGETHER,
                        RULE.replace("[read:orders, read:refunds]", "[]") + "labels: [reads-private, sends-in]\n",
                        "", ""));
    }

    @ParameterizedTest
    @MethodSource("proposals")
    void isJudgedByItsOwnMembers(EntryKind kind, String yaml, String member, String problem) {
        Parsed<RegistryDocument> judged = StrictYaml.read(yaml, 10_000)
                .then(node -> EntryProposal.read(kind, node))
                .then(proposal -> proposal.against(Documents.composed()));
        switch (judged) {
            case Parsed.Malformed<RegistryDocument>(String at, String what) -> {
                assertThat(at + " " + what).isEqualTo(member + " " + problem);
            }
            case Parsed.Value<RegistryDocument>(RegistryDocument document) -> {
                assertThat(problem).isEmpty();
                assertThat(Documents.composed().with(document)).isInstanceOf(Parsed.Value.class);
            }
        }
    }

    @Test
    void holdsWhatItNamesAndNothingElse() {
        RegistryDocument around = Documents.composed().around(new EntryName(EntryKind.COMPOSITION, "refund-and-look"));
        assertThat(around.compositions()).hasSize(1);
        assertThat(around.scopes()).hasSize(2);
        assertThat(around.tools()).hasSize(1);
        assertThat(around.neverTogether()).isEmpty();
        assertThat(Documents.composed().around(new EntryName(EntryKind.SCOPE, "read:nothing")).tools()).isEmpty();
    }
}
