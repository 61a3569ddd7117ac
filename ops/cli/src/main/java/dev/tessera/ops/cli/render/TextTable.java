package dev.tessera.ops.cli.render;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns as wide as they need to be. A heading that begins with {@code >} has its column set to the right. */
public final class TextTable {
    private final String[] headings;
    private final List<String[]> rows = new ArrayList<>();

    public TextTable(String... headings) {
        this.headings = headings;
    }

    public void row(String... cells) {
        rows.add(cells);
    }

    public void print(PrintWriter out) {
        String[] titles = new String[headings.length];
        for (int column = 0; column < headings.length; column++) {
            titles[column] = isRight(column) ? headings[column].substring(1) : headings[column];
        }
        line(titles, out);
        rows.forEach(row -> line(row, out));
    }

    private void line(String[] cells, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.length; column++) {
            String padding = " ".repeat(width(column) - cells[column].length());
            line.append(isRight(column) ? padding + cells[column] : cells[column] + padding)
                    .append("  ");
        }
        out.println(line.toString().stripTrailing());
    }

    private int width(int column) {
        int title = headings[column].length() - (isRight(column) ? 1 : 0);
        return IntStream.concat(IntStream.of(title), rows.stream().mapToInt(row -> row[column].length()))
                .max()
                .orElse(title);
    }

    private boolean isRight(int column) {
        return headings[column].startsWith(">");
    }
}
