package dev.errand.authz.console.ledger;

import java.util.Arrays;
import java.util.List;

/**
 * What one column says of a row, in lines one above the other.
 *
 * @param lines the parts of each; what is empty is left out
 */
record Stack(List<List<Cell>> lines) {

    Stack {
        lines = lines.stream().map(Stack::present).filter(line -> !line.isEmpty()).toList();
    }

    private static List<Cell> present(List<Cell> line) {
        return line.stream().filter(cell -> !cell.text().isEmpty()).toList();
    }

    /** A part to each line. */
    static Stack of(Cell... cells) {
        return new Stack(Arrays.stream(cells).map(List::of).toList());
    }

    static Stack of(List<Cell> first, List<Cell> second) {
        return new Stack(List.of(first, second));
    }
}
