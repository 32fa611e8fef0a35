package dev.errand.authz.console.ledger;

import java.util.List;

/**
 * What belongs together, one above the other in one column.
 *
 * @param cells the parts; what is empty is left out
 */
record Stack(List<Cell> cells) {

    Stack {
        cells = cells.stream().filter(cell -> !cell.text().isEmpty() || cell.at() != null).toList();
    }

    static Stack of(Cell... cells) {
        return new Stack(List.of(cells));
    }
}
