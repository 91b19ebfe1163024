namespace TrueUp.Render.Text;

/// <summary>
/// Rows waiting to be aligned. Written a block at a time, so that a list of any length needs little memory; columns only ever get wider
/// from one block to the next.
/// </summary>
/// <remarks>Plain arrays and loops: a short answer is given in milliseconds, and generic code over structs would first have to be compiled.</remarks>
sealed class TextTable
{
    const int Gap = 2;

    readonly Alignment[] alignments;
    readonly int keys;
    readonly string[] headings;
    readonly int[] headingWidths;

    /// <summary>Widest before and from the decimal point on, by column, in all blocks so far.</summary>
    readonly int[] left;
    readonly int[] right;

    readonly Utf8Out cells = new(null);
    readonly List<InnerRows> inner = [];
    readonly Dictionary<string, TextTable> innerByName = new(StringComparer.Ordinal);

    // By cell: where its bytes end, how wide it is, and how much of that is from the point on.
    int[] ends = new int[256];
    int[] widths = new int[256];
    int[] afterPoints = new int[256];
    int count;
    bool headed;

    sealed record InnerRows(int Row, TextTable Table, int From, int To);

    public TextTable(string[] names, Alignment[] alignments, int keys)
    {
        this.alignments = alignments;
        this.keys = keys;
        headings = new string[names.Length];
        headingWidths = new int[names.Length];
        left = new int[names.Length];
        right = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            headings[i] = Words.Of(names[i]);
            foreach (var word in headings[i].Split(' ')) headingWidths[i] = Math.Max(headingWidths[i], word.Length);
        }
    }

    /// <summary>Where the bytes of the next cell go; <see cref="EndCell"/> follows them.</summary>
    public Utf8Out Cell => cells;

    public int Rows => count / headings.Length;

    public void EndCell()
    {
        if (count == ends.Length) Grow();
        var column = count % headings.Length;
        var bytes = cells.Written[StartOf(count)..];
        var width = Words.Width(bytes);
        var point = alignments[column] == Alignment.Point ? bytes.IndexOf((byte)'.') : -1;
        var after = point < 0 ? 0 : width - point;
        (ends[count], widths[count], afterPoints[count]) = (cells.Length, width, after);
        count++;
        left[column] = Math.Max(left[column], width - after);
        right[column] = Math.Max(right[column], after);
    }

    int StartOf(int cell) => cell == 0 ? 0 : ends[cell - 1];

    void Grow()
    {
        ends = Longer(ends);
        widths = Longer(widths);
        afterPoints = Longer(afterPoints);
    }

    static int[] Longer(int[] array)
    {
        var longer = new int[checked(array.Length * 2)];
        Array.Copy(array, longer, array.Length);
        return longer;
    }

    /// <summary>The table of rows inside a row that has this name; all rows of a block share it, so that they align.</summary>
    public TextTable Inner(string name, Func<TextTable> create) =>
        innerByName.TryGetValue(name, out var table) ? table : innerByName[name] = create();

    /// <summary>The rows of <paramref name="table"/> since <paramref name="from"/> are inside the row that is being written.</summary>
    public void Belongs(TextTable table, int from) => inner.Add(new(Rows, table, from, table.Rows));

    /// <summary>Writes the waiting rows and forgets them.</summary>
    /// <param name="width">Fold the table when it is wider than this; null never folds.</param>
    public void Write(Utf8Out to, int? width)
    {
        var folds = Folds(width);
        if (folds.Count == 1)
        {
            WritePart(to, 0, folds[0], 0, Rows, heading: !headed, withInner: true);
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
                    WritePart(to, 0, folds[fold], from, Math.Min(from + Screen, Rows), heading: true, withInner: fold == 0);
                }
            }
        }

        headed = true;
        Forget();
    }

    void Forget()
    {
        count = 0;
        cells.Clear();
        inner.Clear();
        foreach (var table in innerByName.Values) table.Forget();
    }

    int WidthOf(int column) => Math.Max(left[column] + right[column], headingWidths[column]);

    /// <summary>The columns of each part of a table that is too wide for the terminal; every part begins with the key.</summary>
    List<int[]> Folds(int? width)
    {
        List<int[]> folds = [];
        var room = width ?? int.MaxValue;
        var next = keys;
        do
        {
            var part = new int[headings.Length];
            var (length, wide) = (0, -Gap);
            for (; length < keys; length++)
            {
                part[length] = length;
                wide += Gap + WidthOf(length);
            }

            // A column that does not fit even alone is shown alone.
            for (; next < headings.Length && (length == keys || wide + Gap + WidthOf(next) <= room); next++)
            {
                wide += Gap + WidthOf(next);
                part[length++] = next;
            }

            var fold = new int[length];
            Array.Copy(part, fold, length);
            folds.Add(fold);
        }
        while (next < headings.Length);
        return folds;
    }

    void WritePart(Utf8Out to, int indent, int[] columns, int from, int until, bool heading, bool withInner)
    {
        if (heading) WriteHeading(to, indent, columns);
        var nextInner = 0;
        while (nextInner < inner.Count && inner[nextInner].Row < from) nextInner++;
        for (var row = from; row < until; row++)
        {
            var spaces = indent;
            foreach (var column in columns)
            {
                var cell = row * headings.Length + column;
                var whole = WidthOf(column);
                if (widths[cell] == 0)
                {
                    spaces += whole + Gap;
                    continue;
                }

                var before = alignments[column] switch
                {
                    Alignment.Left => 0,
                    Alignment.Right => whole - widths[cell],
                    _ => whole - right[column] - (widths[cell] - afterPoints[cell]),
                };
                // Padding waits for something to pad, so that no line ends in spaces.
                to.Spaces(spaces + before);
                to.Bytes(cells.Written[StartOf(cell)..ends[cell]]);
                spaces = whole - before - widths[cell] + Gap;
            }

            to.Byte((byte)'\n');
            for (; withInner && nextInner < inner.Count && inner[nextInner].Row == row; nextInner++) WriteInner(to, indent + 4, inner[nextInner]);
        }
    }

    static void WriteInner(Utf8Out to, int indent, InnerRows rows)
    {
        if (rows.From == rows.To) return;
        var columns = new int[rows.Table.headings.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = i;
        rows.Table.WritePart(to, indent, columns, rows.From, rows.To, heading: !rows.Table.headed, withInner: true);
        rows.Table.headed = true;
    }

    void WriteHeading(Utf8Out to, int indent, int[] columns)
    {
        var lines = new List<string>[columns.Length];
        var height = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            lines[i] = Words.Lines(headings[columns[i]], WidthOf(columns[i]));
            height = Math.Max(height, lines[i].Count);
        }

        for (var line = 0; line <= height; line++)
        {
            var spaces = indent;
            for (var i = 0; i < columns.Length; i++)
            {
                var whole = WidthOf(columns[i]);
                var at = line - (height - lines[i].Count);
                var text = line == height ? new string('-', whole) : at < 0 ? "" : lines[i][at];
                if (text.Length == 0)
                {
                    spaces += whole + Gap;
                    continue;
                }

                var before = alignments[columns[i]] == Alignment.Left ? 0 : whole - text.Length;
                to.Spaces(spaces + before);
                to.Text(text);
                spaces = whole - before - text.Length + Gap;
            }

            to.Byte((byte)'\n');
        }
    }
}
