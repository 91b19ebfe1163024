using System.Buffers;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using Xunit;

namespace TrueUp.Tests.Mutations;

/// <summary>What a refusal must be, whatever was read: it has a code and a place in the input, and says something that a terminal shows as it stands.</summary>
static class Judgment
{
    // What a terminal would obey or hide must not come out of a file unescaped.
    static readonly SearchValues<char> Unseen = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '\u007F', '\u202E', '\u200B', '\uFEFF']);

    public static void OfNotes(IEnumerable<string> notes)
    {
        foreach (var note in notes)
            if (note.Length is 0 or > 3000 || note.AsSpan().ContainsAny(Unseen)) Assert.Fail($"a note says {Quoted.Text(note)}");
    }

    public static void Of(IReadOnlyList<Rejection> rejections, string source)
    {
        Assert.NotEmpty(rejections);
        foreach (var rejection in rejections)
        {
            var isPlaced = rejection.Place.Source == source && rejection.Code.Id.Length == 6;
            var isSaid = rejection.Found.Length is > 0 and < 3000 && !rejection.Found.AsSpan().ContainsAny(Unseen);
            if (!isPlaced || !isSaid) Assert.Fail($"{rejection.Code} {rejection.Place} says {Quoted.Text(rejection.Found)}");
        }
    }
}
