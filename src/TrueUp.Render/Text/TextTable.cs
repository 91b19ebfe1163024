namespace TrueUp.Render.Text;

/// <summary>
/// Rows waiting to be aligned. Written a block at a time, so that a list of any length needs little memory; columns only ever get wider
/// from one block to the next.
/// </summary>
sealed class TextTable(string[] names, Alignment[] alignments, int keys)
{
    const string Gap = "  ";

    readonly Utf8Out cells = new(null);
    readonly List<(int End, int Width, int AfterPoint)> ends = [];
    readonly List<(int Row, TextTable Inner, string Name, int From, int To)> inner = [];
    readonly Dictionary<string, TextTable> innerByName = new(StringComparer.Ordinal);
    readonly int[] left = new int[names.Length];
    readonly int[] right = new int[names.Length];
    readonly string[] headings = [.. names.Select(Words.Of)];
    bool headed;

    /// <summary>Where the bytes of the next cell go; <see cref="EndCell"/> follows them.</summary>
    public Utf8Out Cell => cells;

    public int Rows => ends.Count / names.Length;

    public void EndCell()
    {
        var from = ends.Count == 0 ? 0 : ends[^1].End;
        var column = ends.Count % names.Length;
        var bytes = cells.Written[from..];
        var width = Words.Width(bytes);
        var point = alignments[column] == Alignment.Point ? bytes.IndexOf((byte)'.') : -1;
        var after = point < 0 ? 0 : width - point;
        ends.Add((cells.Length, width, after));
        left[column] = Math.Max(left[column], width - after);
        right[column] = Math.Max(right[column], after);
    }

    /// <summary>The table of rows inside a row that has this name; all rows of a block share it, so that they align.</summary>
    public TextTable Inner(string name, Func<TextTable> create) =>
        innerByName.TryGetValue(name, out var table) ? table : innerByName[name] = create();

    public void Belongs(TextTable table, string name, int from) => inner.Add((Rows, table, name, from, table.Rows));

    /// <summary>Writes the waiting rows and forgets them.</summary>
    /// <param name="width">Fold the table when it is wider than this; null never folds.</param>
    public void Write(Utf8Out to, int indent, int? width)
    {
        var widths = new int[names.Length];
        for (var i = 0; i < names.Length; i++) widths[i] = Math.Max(left[i] + right[i], headings[i].Split(' ').Max(word => word.Length));

        var folds = Folds(widths, width - indent);
        if (folds.Count == 1)
        {
            WritePart(to, indent, folds[0], widths, 0, Rows, heading: !headed, withInner: true);
        }
        else
        {
            // Few rows at a time, so that the parts of one row are on one screen.
            const int Screen = 40;
            for (var from = 0; from < Rows; from += Screen)
            {
                for (var fold = 0; fold < folds.Count; fold++)
                {
                    if (from > 0 || fold > 0 || headed) to.Byte((byte)'\n');
                    WritePart(to, indent, folds[fold], widths, from, Math.Min(from + Screen, Rows), heading: true, withInner: fold == 0);
                }
            }
        }

        headed = true;
        ends.Clear();
        cells.Clear();
        inner.Clear();
        foreach (var table in innerByName.Values) table.Forget();
    }

    void Forget()
    {
        ends.Clear();
        cells.Clear();
        inner.Clear();
        foreach (var table in innerByName.Values) table.Forget();
    }

    List<int[]> Folds(int[] widths, int? width)
    {
        int[] all = [.. Enumerable.Range(0, names.Length)];
        if (width is not { } room || Wide(all) <= room || keys >= names.Length) return [all];

        List<int[]> folds = [];
        for (var next = keys; next < names.Length;)
        {
            List<int> part = [.. all[..keys], next++];
            while (next < names.Length && Wide([.. part, next]) <= room) part.Add(next++);
            folds.Add([.. part]);
        }

        return folds;

        int Wide(IReadOnlyCollection<int> columns) => columns.Sum(c => widths[c]) + Gap.Length * (columns.Count - 1);
    }

    void WritePart(Utf8Out to, int indent, int[] columns, int[] widths, int from, int until, bool heading, bool withInner)
    {
        if (heading) WriteHeading(to, indent, columns, widths);
        var nextInner = inner.FindIndex(i => i.Row >= from);
        for (var row = from; row < until; row++)
        {
            var spaces = indent;
            foreach (var column in columns)
            {
                var at = row * names.Length + column;
                var start = at == 0 ? 0 : ends[at - 1].End;
                var (end, width, after) = ends[at];
                var before = alignments[column] switch
                {
                    Alignment.Left => 0,
                    Alignment.Right => widths[column] - width,
                    _ => widths[column] - right[column] - (width - after),
                };
                if (width > 0)
                {
                    // Padding waits for something to pad, so that no line ends in spaces.
                    to.Spaces(spaces + before);
                    to.Bytes(cells.Written[start..end]);
                    spaces = widths[column] - before - width + Gap.Length;
                }
                else
                {
                    spaces += widths[column] + Gap.Length;
                }
            }

            to.Byte((byte)'\n');
            for (; withInner && nextInner >= 0 && nextInner < inner.Count && inner[nextInner].Row == row; nextInner++)
                WriteInner(to, indent + 4, inner[nextInner]);
        }
    }

    static void WriteInner(Utf8Out to, int indent, (int Row, TextTable Inner, string Name, int From, int To) of)
    {
        if (of.From == of.To) return;
        var table = of.Inner;
        var widths = new int[table.left.Length];
        for (var i = 0; i < widths.Length; i++) widths[i] = Math.Max(table.left[i] + table.right[i], table.headings[i].Split(' ').Max(word => word.Length));
        table.WritePart(to, indent, [.. Enumerable.Range(0, widths.Length)], widths, of.From, of.To, heading: !table.headed, withInner: true);
        table.headed = true;
    }

    void WriteHeading(Utf8Out to, int indent, int[] columns, int[] widths)
    {
        var lines = columns.Select(c => Words.Lines(headings[c], widths[c])).ToArray();
        var height = lines.Max(l => l.Count);
        for (var line = 0; line <= height; line++)
        {
            var spaces = indent;
            for (var i = 0; i < columns.Length; i++)
            {
                var width = widths[columns[i]];
                var at = line - (height - lines[i].Count);
                var text = line == height ? new string('-', width) : at < 0 ? "" : lines[i][at];
                var before = alignments[columns[i]] == Alignment.Left ? 0 : width - text.Length;
                if (text.Length > 0)
                {
                    to.Spaces(spaces + before);
                    to.Text(text);
                    spaces = width - before - text.Length + Gap.Length;
                }
                else
                {
                    spaces += width + Gap.Length;
                }
            }

            to.Byte((byte)'\n');
        }
    }
}
