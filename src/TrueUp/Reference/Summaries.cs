using System.Text;
using System.Xml;

namespace TrueUp.Reference;

/// <summary>What the documentation comments of the ledger say, by the compiler's own names of members. Read from the file that the compiler puts beside the program.</summary>
sealed class Summaries
{
    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public static Summaries OfLedger() => Read(Path.Combine(AppContext.BaseDirectory, "TrueUp.Ledger.xml"));

    public string Of(Type type) => texts.GetValueOrDefault($"T:{Name(type)}", "");

    /// <summary>A property's summary; that of a record's parameter stands with the type.</summary>
    public string Of(Type type, string property) =>
        texts.TryGetValue($"P:{Name(type)}.{property}", out var own) ? own : texts.GetValueOrDefault($"T:{Name(type)}({property})", texts.GetValueOrDefault($"F:{Name(type)}.{property}", ""));

    static string Name(Type type) => type.FullName!.Replace('+', '.');

    static Summaries Read(string path)
    {
        Summaries all = new();
        using var xml = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var member = "";
        while (!xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.Name is not ("member" or "summary" or "param"))
            {
                xml.Read();
                continue;
            }

            if (xml.Name == "member")
            {
                member = xml.GetAttribute("name") ?? "";
                xml.Read();
                continue;
            }

            var key = xml.Name == "summary" ? member : $"{Owner(member)}({xml.GetAttribute("name")})";
            using var inside = xml.ReadSubtree();
            all.texts.TryAdd(key, Words(inside));
            xml.Skip();
        }

        return all;
    }

    // The parameters of a record are documented with its type and, again, with its constructor.
    static string Owner(string member)
    {
        var constructor = member.IndexOf(".#ctor", StringComparison.Ordinal);
        return constructor < 0 ? member : $"T:{member[2..constructor]}";
    }

    static string Words(XmlReader xml)
    {
        StringBuilder text = new();
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA:
                    text.Append(xml.Value);
                    break;
                case XmlNodeType.Element when xml.Name is "see" or "paramref":
                    var named = xml.GetAttribute("cref") ?? xml.GetAttribute("name") ?? xml.GetAttribute("langword") ?? "";
                    text.Append('`').Append(Short(named)).Append('`');
                    break;
                case XmlNodeType.Element or XmlNodeType.EndElement when xml.Name == "c":
                    text.Append('`');
                    break;
            }
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // "P:TrueUp.Ledger.Journal.Entry.Day" is spoken of as Entry.Day.
    static string Short(string cref)
    {
        var name = cref.Length > 1 && cref[1] == ':' ? cref[2..] : cref;
        name = name.Split('(')[0];
        var parts = name.Split('.');
        return cref.StartsWith("T:", StringComparison.Ordinal) || parts.Length < 2 ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }
}
