namespace TrueUp.Tests.Tidy;

/// <summary>C# source with everything that is not code made blank, line by line, so that a rule about code does not read prose.</summary>
public static class CSharpText
{
    /// <summary>Comments, string and character literals become spaces; the code inside interpolation holes stays.</summary>
    public static string CodeOf(string source)
    {
        var code = source.ToCharArray();
        var at = 0;
        Code(code, ref at, inHole: false);
        return new(code);
    }

    static void Code(char[] text, ref int at, bool inHole)
    {
        for (var depth = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case '/' when Next(text, at) == '/':
                    while (at < text.Length && text[at] != '\n') Blank(text, at++);
                    break;
                case '/' when Next(text, at) == '*':
                    while (at < text.Length && !(text[at] == '*' && Next(text, at) == '/')) Blank(text, at++);
                    for (var last = Math.Min(at + 2, text.Length); at < last; at++) Blank(text, at);
                    break;
                case '\'':
                    Quoted(text, ref at, '\'');
                    break;
                case '"' or '$' or '@' when IsString(text, at):
                    String(text, ref at);
                    break;
                case '{':
                    depth++;
                    at++;
                    break;
                case '}' when inHole && depth == 0:
                    return;
                case '}':
                    depth--;
                    at++;
                    break;
                default:
                    at++;
                    break;
            }
        }
    }

    static bool IsString(char[] text, int at)
    {
        while (at < text.Length && text[at] is '$' or '@') at++;
        return at < text.Length && text[at] == '"';
    }

    static void String(char[] text, ref int at)
    {
        var (dollars, verbatim) = (0, false);
        for (; text[at] != '"'; Blank(text, at++))
        {
            if (text[at] == '$') dollars++;
            else verbatim = true;
        }

        var quotes = Run(text, at, '"');
        if (quotes == 2 || (quotes == 1 && dollars == 0 && !verbatim))
        {
            if (quotes == 1) Quoted(text, ref at, '"');
            else at = Skip(text, at, 2);
            return;
        }

        var raw = quotes >= 3;
        at = Skip(text, at, quotes);
        while (at < text.Length)
        {
            if (text[at] == '"' && Run(text, at, '"') >= quotes && (raw || !(verbatim && Next(text, at) == '"')))
            {
                at = Skip(text, at, raw ? Run(text, at, '"') : 1);
                return;
            }

            var holes = raw ? dollars : Math.Min(dollars, 1);
            if (holes > 0 && text[at] == '{' && Run(text, at, '{') is var braces && (raw ? braces >= holes : braces % 2 == 1))
            {
                at = Skip(text, at, braces);
                Code(text, ref at, inHole: true);
                at = Skip(text, at, holes);
            }
            else if (holes > 0 && text[at] == '{')
            {
                at = Skip(text, at, Run(text, at, '{'));
            }
            else
            {
                at = Skip(text, at, !raw && (verbatim ? text[at] == '"' : text[at] == '\\') ? 2 : 1);
            }
        }
    }

    static void Quoted(char[] text, ref int at, char mark)
    {
        at = Skip(text, at, 1);
        while (at < text.Length && text[at] != mark && text[at] != '\n') at = Skip(text, at, text[at] == '\\' ? 2 : 1);
        at = Skip(text, at, 1);
    }

    static int Skip(char[] text, int at, int count)
    {
        var end = Math.Min(at + count, text.Length);
        for (; at < end; at++) Blank(text, at);
        return end;
    }

    static int Run(char[] text, int at, char of)
    {
        var end = at;
        while (end < text.Length && text[end] == of) end++;
        return end - at;
    }

    static char Next(char[] text, int at) => at + 1 < text.Length ? text[at + 1] : '\0';

    static void Blank(char[] text, int at)
    {
        if (text[at] != '\n') text[at] = ' ';
    }
}
