package dev.carillon.bench;

import java.util.List;
import java.util.Locale;

/**
 * The bars as a picture, on a ground of its own that follows the reader's light or dark: how much
 * of each is reached, and the line that all should cross.
 *
 * @param subtitle when and where they were measured; a semicolon begins a second line
 */
record Chart(List<Results.Bar> bars, String subtitle) {
  private static final int ROW = 24;
  private static final int THICK = 14;
  private static final int HEADING = 30;
  private static final int MARGIN = 24;
  private static final int TOP = 112;
  private static final int ZERO = 440; // pixels from the left
  private static final int UNIT = 150; // pixels for what is asked
  private static final double MOST = 2.4;
  private static final int WIDTH = ZERO + (int) (UNIT * MOST) + 130;

  private static final String STYLE =
      """
      <style>
        svg { font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif }
        .ground { fill: #ffffff; stroke: #d5dae1 } text { fill: #1f2733 } .soft { fill: #5b6675 }
        .title { font-size: 18px; font-weight: 600 } .group { font-weight: 600 }
        .track { fill: #eef1f5 } .met { fill: #2a7f62 } .not { fill: #c2542d } .bar { stroke: #1f2733 }
        @media (prefers-color-scheme: dark) {
          .ground { fill: #161b22; stroke: #333c48 } text { fill: #e3e8ef } .soft { fill: #98a4b3 }
          .track { fill: #222a34 } .met { fill: #3fa583 } .not { fill: #e07a50 } .bar { stroke: #e3e8ef }
        }
      </style>
      """;

  String svg() {
    StringBuilder rows = new StringBuilder();
    String scenario = "";
    int y = TOP;
    for (Results.Bar bar : bars) {
      if (!bar.scenario().equals(scenario)) {
        scenario = bar.scenario();
        rows.append(text("group", MARGIN, y + HEADING - 10, "start", scenario));
        y += HEADING;
      }
      rows.append(row(bar, y));
      y += ROW;
    }
    int height = y + MARGIN;
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" role=\"img\">\n")
            .formatted(WIDTH, height, WIDTH, height)
        + STYLE
        + "<rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"10\"/>\n"
            .formatted(WIDTH - 1, height - 1)
        + head()
        + rows
        + "<line class=\"bar\" x1=\"%1$d\" x2=\"%1$d\" y1=\"%2$d\" y2=\"%3$d\"/>\n</svg>\n"
            .formatted(ZERO + UNIT, TOP, y + 4);
  }

  private String head() {
    String[] lines = subtitle.split("; ", 2);
    long met = bars.stream().filter(Results.Bar::isMet).count();
    return text("title", MARGIN, 34, "start", met + " of " + bars.size() + " bars met")
        + text("soft", MARGIN, 56, "start", lines[0])
        + text("soft", MARGIN, 74, "start", lines.length > 1 ? lines[1] : "")
        + text("soft", ZERO + UNIT, TOP - 6, "middle", "what is asked")
        + text("soft", ZERO + 2 * UNIT, TOP - 6, "middle", "twice that");
  }

  /** What is asked, how much of it there is, and the figure. */
  private static String row(Results.Bar bar, int y) {
    boolean isMore = bar.share() > MOST;
    int length = (int) Math.max(2, UNIT * Math.min(MOST, bar.share()));
    int track = (int) (UNIT * MOST);
    String rect =
        "<rect class=\"%s\" x=\""
            + ZERO
            + "\" y=\""
            + y
            + "\" width=\"%d\" height=\""
            + THICK
            + "\"/>";
    return text("", ZERO - 12, y + 11, "end", bar.claim())
        + rect.formatted("track", track)
        + rect.formatted(bar.isMet() ? "met" : "not", length)
        + text(
            "",
            ZERO + track + 10,
            y + 11,
            "start",
            (bar.isMet() ? "✓ " : "✗ ") + bar.figure() + (isMore ? " »" : ""));
  }

  private static String text(String type, int x, int y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
        type,
        x,
        y,
        anchor,
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }
}
