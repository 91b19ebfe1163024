using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements;

/// <summary>
/// The text of a file as UTF-8 without byte order mark, while its raw bytes are hashed. Whatever is no text (bytes that are not UTF-8, NUL,
/// a byte order mark where two files were joined, a compressed file that expands beyond reason) ends the reading with a
/// <see cref="RefusedException"/> that names the byte and the line. Read it once, from start to end.
/// </summary>
sealed class CheckedText : Stream
{
    const int LargestBlock = 1 << 17;
    const long ExpandedMost = 1L << 30;
    const int RatioMost = 100;
    const long RatioAfter = 1L << 20;

    readonly TextFile file;
    readonly HashedBytes raw;
    readonly Stream expanded;
    readonly bool compressed;
    readonly string? encoding;
    readonly Decoder? decoder;
    readonly byte[] scratch = [];
    readonly char[] characters = [];
    byte[] block;
    int start, end, tail;
    long passed, expandedBytes;
    byte last;
    bool atStart = true, ended;

    public CheckedText(Stream source, TextFile file, bool compressed, string? encoding)
    {
        this.file = file;
        this.compressed = compressed;
        var other = Named(encoding, file.Name) ?? Marked(source, compressed);
        this.encoding = encoding;
        raw = new(source);
        expanded = compressed ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        // Small files are many, in folders of one a day: they get small buffers.
        var most = compressed ? LargestBlock : (int)Math.Clamp(source.Length + 16, 256, LargestBlock);
        // Half a block has room for three bytes of every character of a scratch buffer (see ReadDecoded).
        scratch = other is null ? [] : new byte[Math.Min(most, 1 << 14)];
        BlockSize = Math.Min(LargestBlock, Math.Max(Math.Max(most, 6 * scratch.Length), 1024));
        block = new byte[BlockSize];
        if (other is null) return;
        decoder = other.GetDecoder();
        characters = new char[other.GetMaxCharCount(scratch.Length)];
    }

    /// <summary>How much is read at once: no more than the file has.</summary>
    public int BlockSize { get; }

    /// <summary>Lower-case hex SHA-256 of the file's bytes as stored; only once all of it was read.</summary>
    public string Sha256 => raw.Sha256;

    /// <summary>Whether the last character of the file ended a line; only once all of it was read.</summary>
    public bool EndsInNewLine => last is (byte)'\n' or (byte)'\r';

    /// <summary>Raw bytes read so far, for progress.</summary>
    public long RawBytes => raw.Count;

    public override int Read(Span<byte> buffer)
    {
        if (start == end && !Fill()) return 0;
        var length = Math.Min(buffer.Length, end - start);
        block.AsSpan(start, length).CopyTo(buffer);
        start += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads the next block so that it ends between characters, and checks it.</summary>
    bool Fill()
    {
        if (ended) return false;
        // Bytes of a character that the last block ended in the middle of were kept behind its end.
        var kept = tail;
        tail = 0;
        if (kept > 0) block.AsSpan(end, kept).CopyTo(block);
        var filled = kept;
        while (filled < block.Length)
        {
            var got = ReadDecoded(block.AsSpan(filled));
            if (got == 0)
            {
                ended = true;
                break;
            }

            filled += got;
            if (filled >= block.Length / 2) break;
        }

        start = 0;
        end = filled;
        if (!ended) tail = Incomplete(block.AsSpan(0, filled));
        end -= tail;
        if (atStart)
        {
            atStart = false;
            if (block.AsSpan(0, end).StartsWith(Mark)) start = Mark.Length;
        }

        Check(block.AsSpan(start, end - start), passed + start);
        passed += end;
        if (end > start) last = block[end - 1];
        if (ended)
        {
            raw.Drain();
            // The framework's decompressor takes a file cut off in the middle for a shorter one; gzip ends in its own length.
            if (compressed && raw.LastFour != unchecked((uint)expandedBytes))
                throw new RefusedException(Codes.CutOff, new(file.Name), "the compressed file is cut off, or several were joined", "download it again, or unpack it yourself");
        }

        return end > start || (!ended && Fill());
    }

    /// <summary>UTF-8 of what comes next; 0 at the end. The room must be for at least three bytes a character of a scratch buffer.</summary>
    int ReadDecoded(Span<byte> into)
    {
        try
        {
            if (decoder is null) return Expand(into);
            while (true)
            {
                var got = Expand(scratch);
                var count = decoder.GetChars(scratch.AsSpan(0, got), characters, flush: got == 0);
                var bytes = Encoding.UTF8.GetBytes(characters.AsSpan(0, count), into);
                if (bytes > 0 || got == 0) return bytes;
            }
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException(Codes.NotUtf8, new(file.Name), $"the file is not valid {encoding ?? "UTF-16"}");
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(Codes.OtherFileType, new(file.Name), "the compressed file is damaged", "download it again");
        }
        catch (IOException e)
        {
            throw new RefusedException(Codes.CannotRead, new(file.Name), "reading it failed: " + e.Message.TrimEnd('.'));
        }
    }

    int Expand(Span<byte> into)
    {
        var got = expanded.Read(into);
        expandedBytes += got;
        if (!compressed) return got;
        if (expandedBytes > ExpandedMost || (expandedBytes > RatioAfter && expandedBytes / RatioMost > raw.Count))
            throw new RefusedException(Codes.TooCompressed, new(file.Name), $"the file expands to more than {(expandedBytes > ExpandedMost ? "1 GB" : "100 times its size")}");
        if (expandedBytes > TextFile.BytesMost && !file.Large)
            throw new RefusedException(Codes.FileTooLarge, new(file.Name), "the file expands to more than 256 MB");
        return got;
    }

    static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    void Check(ReadOnlySpan<byte> text, long offset)
    {
        if (text.IndexOf((byte)0) is var nul and >= 0)
            throw new RefusedException(Codes.NulInText, PlaceOf(offset + nul), $"a NUL character at byte {offset + nul}");
        if (Ascii.IsValid(text)) return;
        if (!Utf8.IsValid(text))
        {
            var at = FirstInvalid(text);
            var found = text[at];
            var name = compressed ? " of the unpacked text" : "";
            var said = $"byte 0x{found:X2} at offset {offset + at}{name} is not UTF-8";
            // Letters with accents and curly quotes of the old Windows code page stand alone among ASCII.
            var alone = found is >= 0x80 and not (0x81 or 0x8D or 0x8F or 0x90 or 0x9D) && (at + 1 >= text.Length || text[at + 1] < 0x80);
            throw alone
                ? new RefusedException(Codes.LooksLikeWindows1252, PlaceOf(offset + at), said)
                : new RefusedException(Codes.NotUtf8, PlaceOf(offset + at), said);
        }

        if (text.IndexOf(Mark) is var mark and >= 0)
            throw new RefusedException(Codes.MarkMidFile, PlaceOf(offset + mark), $"a byte order mark at byte {offset + mark}");
    }

    static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != OperationStatus.Done) return at;
            at += length;
        }

        return text.Length;
    }

    /// <summary>How many bytes at the end begin a character that the block does not finish.</summary>
    static int Incomplete(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var b = text[^back];
            if ((b & 0xC0) == 0x80) continue;
            var needs = b switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return needs > back ? back : 0;
        }

        return 0;
    }

    /// <summary>Line and column of a byte, by reading again from the start: errors may cost, rows may not.</summary>
    Place PlaceOf(long offset)
    {
        try
        {
            using var again = file.Open(encoding);
            int line = 1, column = 1;
            var one = new byte[block.Length];
            long at = 0;
            byte before = 0;
            for (int got; (got = again.ReadDecoded(one)) > 0;)
            {
                foreach (var b in one.AsSpan(0, got))
                {
                    if (at++ == offset) return new(file.Name, line, column);
                    if (b == '\n' && before == '\r')
                    {
                        before = b;
                        continue;
                    }

                    if (b is (byte)'\n' or (byte)'\r')
                    {
                        line++;
                        column = 1;
                    }
                    else if ((b & 0xC0) != 0x80 && !(at == 1 && b == Mark[0]))
                    {
                        column++;
                    }

                    before = b;
                }
            }
        }
        catch (Exception e) when (e is IOException or RefusedException or InvalidDataException)
        {
            // The file went away meanwhile: the byte offset in the message must do.
        }

        return new(file.Name);
    }

    static Encoding? Named(string? name, string file) => name?.Trim().ToUpperInvariant() switch
    {
        null or "" or "UTF-8" or "UTF8" => null,
        "UTF-16" or "UTF-16LE" or "UTF16" => new UnicodeEncoding(false, true, true),
        "UTF-16BE" => new UnicodeEncoding(true, true, true),
        "WINDOWS-1252" or "CP1252" or "CP-1252" or "ANSI" => CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        "ISO-8859-1" or "LATIN1" or "LATIN-1" => Encoding.Latin1,
        _ => throw new RefusedException(Codes.UnknownEncoding, new(file), $"encoding {Quoted.Text(name)} is not one TrueUp reads"),
    };

    /// <summary>UTF-16 where the file starts with its byte order mark.</summary>
    static UnicodeEncoding? Marked(Stream source, bool compressed)
    {
        if (compressed || !source.CanSeek) return null;
        Span<byte> head = stackalloc byte[2];
        var got = source.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        source.Position = 0;
        if (got < 2) return null;
        return (head[0], head[1]) switch
        {
            (0xFF, 0xFE) => new(false, true, true),
            (0xFE, 0xFF) => new(true, true, true),
            _ => null,
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            expanded.Dispose();
            raw.Dispose();
            block = [];
        }

        base.Dispose(disposing);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The raw bytes of a file on their way through, hashed.</summary>
    sealed class HashedBytes(Stream source) : Stream
    {
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string? sha256;

        public long Count { get; private set; }

        /// <summary>The last four bytes that went through, least significant first.</summary>
        public uint LastFour { get; private set; }

        public string Sha256 => sha256 ??= Convert.ToHexStringLower(hash.GetHashAndReset());

        public override int Read(Span<byte> buffer)
        {
            var got = source.Read(buffer);
            hash.AppendData(buffer[..got]);
            Count += got;
            foreach (var b in buffer[Math.Max(0, got - 4)..got]) LastFour = (LastFour >> 8) | ((uint)b << 24);
            return got;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        /// <summary>Reads what a decompressor left unread, so that the hash is of the whole file.</summary>
        public void Drain()
        {
            Span<byte> rest = stackalloc byte[4096];
            while (Read(rest) > 0)
            {
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                source.Dispose();
                hash.Dispose();
            }

            base.Dispose(disposing);
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
