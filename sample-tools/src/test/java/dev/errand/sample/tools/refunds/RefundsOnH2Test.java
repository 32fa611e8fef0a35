package dev.errand.sample.tools.refunds;

class RefundsOnH2Test extends RefundsContract {

    RefundsOnH2Test() {
        super(ToolDatabase.H2);
    }
}
