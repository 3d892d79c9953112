package dev.carillon.bench;

import java.util.List;
import java.util.Locale;

/** The bars as a picture: how much of each is reached, and the line that all should cross. */
record Chart(List<Results.Bar> bars) {
  private static final int ROW = 26;
  private static final int LABEL = 430;
  private static final int UNIT = 160; // pixels for what is asked
  private static final double MOST = 2.5;
  private static final int WIDTH = LABEL + (int) (UNIT * MOST) + 110;

  String svg() {
    int height = ROW * bars.size() + 50;
    StringBuilder svg =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n"
                .formatted(WIDTH, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    int y = 30;
    for (Results.Bar bar : bars) {
      svg.append(row(bar, y));
      y += ROW;
    }
    int line = LABEL + UNIT;
    return svg.append(
            "<line x1=\"%d\" x2=\"%d\" y1=\"22\" y2=\"%d\" stroke=\"#333\" stroke-dasharray=\"3 3\"/>\n"
                .formatted(line, line, y))
        .append(
            "<text x=\"%d\" y=\"16\" text-anchor=\"middle\">the bar</text>\n</svg>\n"
                .formatted(line))
        .toString();
  }

  private static String row(Results.Bar bar, int y) {
    double length = Math.max(1, UNIT * Math.min(MOST, bar.share()));
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
            + "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>"
            + "<text x=\"%.0f\" y=\"%d\">%s</text>\n",
        LABEL - 8,
        y + 14,
        escaped(bar.claim()),
        LABEL,
        y,
        length,
        ROW - 6,
        bar.isMet() ? "#2e7d5b" : "#b3402e",
        LABEL + length + 6,
        y + 14,
        escaped(bar.figure()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
