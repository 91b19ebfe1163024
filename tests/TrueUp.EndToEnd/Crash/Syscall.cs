using System.Globalization;
using System.Text;

namespace TrueUp.EndToEnd.Crash;

/// <summary>One successful call to the kernel as strace tells it, reduced to what a disk is left with.</summary>
abstract record Syscall
{
    public sealed record Opened(string Path, bool Creates, bool Empties) : Syscall;

    public sealed record Written(string Path, long Offset, byte[] Data) : Syscall;

    public sealed record Truncated(string Path, long Length) : Syscall;

    public sealed record Synced(string Path) : Syscall;

    public sealed record Linked(string From, string To) : Syscall;

    public sealed record Renamed(string From, string To) : Syscall;

    public sealed record Unlinked(string Path) : Syscall;

    public sealed record MadeFolder(string Path) : Syscall;

    /// <summary>Something said to a person: what is acknowledged must survive.</summary>
    public sealed record Said(string Text) : Syscall;

    /// <summary>For strace -e trace=: everything that can change a file, so that nothing changes one unseen.</summary>
    public const string Traced =
        "openat,open,creat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,sync_file_range,ftruncate,truncate,fallocate,rename,renameat,renameat2,link,linkat," +
        "unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile,mmap,symlink,symlinkat";

    /// <summary>The calls of a trace that touch a folder, in the order they took effect.</summary>
    public static IEnumerable<Syscall> Read(IEnumerable<string> trace, string folder)
    {
        Dictionary<string, string> unfinished = [];
        foreach (var raw in trace)
        {
            var pid = raw[..raw.IndexOf(' ')];
            var line = raw[pid.Length..].TrimStart();
            if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                unfinished[pid] = line[..^"<unfinished ...>".Length];
                continue;
            }

            if (line.StartsWith("<... ", StringComparison.Ordinal))
            {
                if (!unfinished.Remove(pid, out var begun)) continue;
                line = begun + line[(line.IndexOf("resumed>", StringComparison.Ordinal) + "resumed>".Length)..];
            }

            if (Of(line, folder) is { } call) yield return call;
        }
    }

    static Syscall? Of(string line, string folder)
    {
        var open = line.IndexOf('(');
        var result = line.LastIndexOf(") ", StringComparison.Ordinal);
        if (open < 0 || result < 0 || line[result..].IndexOf('=') < 0) return null;
        var value = line[(result + line[result..].IndexOf('=') + 1)..].Trim();
        if (value.StartsWith('-') || value.StartsWith('?')) return null; // it failed, or the process died in it
        var (name, arguments) = (line[..open], Arguments(line[(open + 1)..result]));
        switch (name)
        {
            case "openat" or "open":
                var opened = name == "open" ? 0 : 1;
                var path = Full(arguments, opened);
                var flags = arguments[opened + 1];
                return !Inside(path, folder) ? null : new Opened(path, flags.Contains("O_CREAT", StringComparison.Ordinal), flags.Contains("O_TRUNC", StringComparison.Ordinal));
            case "pwrite64":
                return !Inside(Descriptor(arguments[0]), folder) ? null : new Written(Descriptor(arguments[0]), Number(arguments[3]), Bytes(arguments[1])[..(int)Number(value)]);
            case "write":
                if (arguments[0].StartsWith("1<", StringComparison.Ordinal) || arguments[0].StartsWith("2<", StringComparison.Ordinal))
                    return new Said(Encoding.UTF8.GetString(Bytes(arguments[1])));
                break;
            case "copy_file_range" when arguments[1] == "NULL" && arguments[3] == "NULL":
                // A small file copied at one go; what it held is still there to be read.
                return !Inside(Descriptor(arguments[2]), folder)
                    ? null
                    : new Written(Descriptor(arguments[2]), 0, File.ReadAllBytes(Descriptor(arguments[0]))[..(int)Number(value)]);
            case "ftruncate":
                return !Inside(Descriptor(arguments[0]), folder) ? null : new Truncated(Descriptor(arguments[0]), Number(arguments[1]));
            case "fsync" or "fdatasync":
                return !Inside(Descriptor(arguments[0]), folder) ? null : new Synced(Descriptor(arguments[0]));
            case "rename":
                return !Inside(Unquoted(arguments[1]), folder) ? null : new Renamed(Unquoted(arguments[0]), Unquoted(arguments[1]));
            case "link":
                return !Inside(Unquoted(arguments[1]), folder) ? null : new Linked(Unquoted(arguments[0]), Unquoted(arguments[1]));
            case "unlink":
                return !Inside(Unquoted(arguments[0]), folder) ? null : new Unlinked(Unquoted(arguments[0]));
            case "mkdir":
                return !Inside(Unquoted(arguments[0]), folder) ? null : new MadeFolder(Unquoted(arguments[0]));
            case "mmap":
                // Reading a file through memory changes nothing; writing one would change it behind our back.
                if (!arguments[3].Contains("MAP_SHARED", StringComparison.Ordinal) || !arguments[2].Contains("PROT_WRITE", StringComparison.Ordinal)) return null;
                break;
        }

        return !arguments.Any(a => Inside(Descriptor(a), folder) || a.StartsWith('"') && Inside(Unquoted(a), folder))
            ? null
            : throw new NotSupportedException($"the replay does not know {line}");
    }

    static bool Inside(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    static long Number(string text) => long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    // 69</tmp/book/book.db>
    static string Descriptor(string argument) => argument.IndexOf('<') is >= 0 and var at && argument.EndsWith('>') ? argument[(at + 1)..^1] : "";

    static string Full(List<string> arguments, int at)
    {
        var path = Unquoted(arguments[at]);
        return path.StartsWith('/') || at == 0 ? path : Path.Combine(Descriptor(arguments[at - 1]), path);
    }

    static string Unquoted(string argument) => argument.StartsWith('"') ? Encoding.UTF8.GetString(Bytes(argument)) : "";

    // Commas outside of strings and of names in angle brackets.
    static List<string> Arguments(string text)
    {
        List<string> arguments = [];
        var (from, quoted, depth) = (0, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\') i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] is '<' or '[' or '{') depth += quoted ? 0 : 1;
            else if (!quoted && text[i] is '>' or ']' or '}') depth -= quoted ? 0 : 1;
            else if (!quoted && depth == 0 && text[i] == ',')
            {
                arguments.Add(text[from..i].Trim());
                from = i + 1;
            }
        }

        arguments.Add(text[from..].Trim());
        return arguments;
    }

    static byte[] Bytes(string quoted)
    {
        if (!quoted.EndsWith('"')) throw new NotSupportedException($"strace cut a string short: {quoted[^40..]}");
        List<byte> data = new(quoted.Length);
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\')
            {
                data.Add((byte)quoted[i]);
                continue;
            }

            var c = quoted[++i];
            if (c is >= '0' and <= '7')
            {
                var value = 0;
                var digits = 0;
                for (; digits < 3 && quoted[i] is >= '0' and <= '7'; digits++) value = value * 8 + (quoted[i++] - '0');
                i--;
                data.Add((byte)value);
            }
            else data.Add((byte)(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'v' => '\v', 'f' => '\f', 'a' => '\a', 'b' => '\b', _ => c }));
        }

        return [.. data];
    }
}
