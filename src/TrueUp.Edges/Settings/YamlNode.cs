using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TrueUp.Edges.Settings;

/// <summary>
/// YAML as this product reads it: mappings, lists and plain text with their places, nothing else. No tags, no anchors, no merging, no guessing of types;
/// a key given twice is an error. What a value means is decided by whoever asks for it.
/// </summary>
public sealed class YamlNode
{
    const int DeepestNesting = 16;
    readonly Dictionary<string, YamlNode>? map;
    readonly List<YamlNode>? list;

    YamlNode(Place place, string? text, Dictionary<string, YamlNode>? map, List<YamlNode>? list, bool quoted = false) =>
        (Place, Text, IsQuoted, this.map, this.list) = (place, text, quoted, map, list);

    public Place Place { get; }

    /// <summary>The scalar as written, without quotes; null for a mapping or list.</summary>
    public string? Text { get; }

    /// <summary>Whether a scalar stands in quotes, and so is a text whatever it looks like.</summary>
    public bool IsQuoted { get; }

    public IEnumerable<KeyValuePair<string, YamlNode>> Entries => map ?? [];

    public IReadOnlyList<YamlNode> Items => list ?? [];

    public bool IsMap => map is not null;

    public bool IsList => list is not null;

    /// <exception cref="RefusedException">TU2051–TU2053, naming line and column.</exception>
    public static YamlNode Read(string source, string text)
    {
        RefuseTabs(source, text);
        Parser parser = new(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return new(new(source), null, new(StringComparer.Ordinal), null);
            parser.Consume<DocumentStart>();
            var root = Node(parser, source, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out var more)) throw new RefusedException(Codes.YamlForm, At(source, parser.Current ?? (ParsingEvent)more!), "a second document starts here; one file is one document");
            // A file of comments is a document with one empty scalar in it.
            return root is { Text: "" } ? new(root.Place, null, new(StringComparer.Ordinal), null) : root;
        }
        catch (InvalidOperationException)
        {
            // The library's parser loses its way in some broken texts before it knows where: the last it understood is near.
            throw new RefusedException(Codes.YamlSyntax, parser.Current is { } last ? At(source, last) : new(source, 1), "not readable as YAML after this");
        }
        catch (YamlException e)
        {
            throw new RefusedException(Codes.YamlSyntax, new(source, (int)e.Start.Line, (int)e.Start.Column), $"not readable as YAML: {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <summary>YAML forbids tabs in indentation; the library says so at some other place.</summary>
    static void RefuseTabs(string source, string text)
    {
        var line = 0;
        foreach (var here in text.AsSpan().EnumerateLines())
        {
            line++;
            var indent = here[..^here.TrimStart(" \t").Length];
            if (indent.IndexOf('\t') is var tab and >= 0 && indent.Length < here.Length)
                throw new RefusedException(Codes.YamlSyntax, new(source, line, tab + 1), "a tab indents this line; YAML is indented with spaces");
        }
    }

    static YamlNode Node(Parser parser, string source, int depth)
    {
        var here = parser.Current ?? throw new RefusedException(Codes.YamlSyntax, new(source), "the text ends early");
        if (depth > DeepestNesting) throw new RefusedException(Codes.YamlForm, At(source, here), $"nested more than {DeepestNesting} deep");
        if (here is AnchorAlias) throw new RefusedException(Codes.YamlForm, At(source, here), "aliases (*name) are not read here; write the value out");
        if (here is NodeEvent { Anchor.IsEmpty: false }) throw new RefusedException(Codes.YamlForm, At(source, here), "anchors (&name) are not read here; write the value out");
        if (here is NodeEvent { Tag.IsEmpty: false }) throw new RefusedException(Codes.YamlForm, At(source, here), "tags (!type) are not read here");
        switch (here)
        {
            case Scalar scalar:
                parser.MoveNext();
                return new(At(source, scalar), scalar.Value, null, null, scalar.Style is not ScalarStyle.Plain);
            case SequenceStart:
                parser.MoveNext();
                List<YamlNode> items = [];
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, source, depth + 1));
                return new(At(source, here), null, null, items);
            case MappingStart:
                parser.MoveNext();
                Dictionary<string, YamlNode> entries = new(StringComparer.Ordinal);
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    if (parser.Current is not Scalar key) throw new RefusedException(Codes.YamlForm, At(source, parser.Current ?? here), "a key is a word");
                    parser.MoveNext();
                    if (entries.TryGetValue(key.Value, out var earlier))
                        throw new RefusedException(Codes.YamlDuplicate, At(source, key), $"{Quoted.Text(key.Value)} is given twice, first in line {earlier.Place.Line}");
                    entries.Add(key.Value, Node(parser, source, depth + 1));
                }

                return new(At(source, here), null, entries, null);
            default: throw new RefusedException(Codes.YamlForm, At(source, here), "expected a value");
        }
    }

    static Place At(string source, ParsingEvent e) => new(source, (int)e.Start.Line, (int)e.Start.Column);
}
