package dev.tessera.model.checker;

/** Steps, indexed by the state that they lead to. */
final class Backwards {
    private final int[] begins;
    private final int[] origins;

    Backwards(int states, IntList from, IntList to) {
        begins = new int[states + 1];
        for (int i = 0; i < to.size(); i++) {
            begins[to.get(i) + 1]++;
        }
        for (int state = 0; state < states; state++) {
            begins[state + 1] += begins[state];
        }
        origins = new int[to.size()];
        int[] next = begins.clone();
        for (int i = 0; i < to.size(); i++) {
            origins[next[to.get(i)]++] = from.get(i);
        }
    }

    /** From which states some of these can be reached. */
    boolean[] reached(IntList goals) {
        boolean[] reached = new boolean[begins.length - 1];
        IntList open = new IntList();
        for (int i = 0; i < goals.size(); i++) {
            reached[goals.get(i)] = true;
            open.add(goals.get(i));
        }
        for (int i = 0; i < open.size(); i++) {
            int state = open.get(i);
            for (int edge = begins[state]; edge < begins[state + 1]; edge++) {
                if (!reached[origins[edge]]) {
                    reached[origins[edge]] = true;
                    open.add(origins[edge]);
                }
            }
        }
        return reached;
    }
}
