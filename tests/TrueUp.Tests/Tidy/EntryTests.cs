using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Tidy;

/// <summary>C# has no closed unions: that every kind of entry is handled where it must be is held here.</summary>
public sealed class EntryTests
{
    public static TheoryData<string> Kinds => [.. Samples.Entries.Keys];

    [Fact]
    public void There_is_a_sample_of_every_kind_of_entry_action_and_option_event()
    {
        var kinds = Cases(typeof(Entry)).Concat(Cases(typeof(CorporateAction))).Concat(Cases(typeof(OptionEvent)));
        var sampled = Samples.Entries.Values.SelectMany<Entry, Type>(entry => entry switch
        {
            CorporateActionRecorded e => [e.GetType(), e.Action.GetType()],
            OptionEventRecorded e => [e.GetType(), e.Event.GetType()],
            _ => [entry.GetType()],
        });

        Assert.Equal(Names(kinds), Names(sampled));
        foreach (var kind in Enum.GetValues<CashKind>()) Assert.Contains(Samples.Entries.Values, entry => entry is CashMoved moved && moved.Kind == kind);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Canonical_bytes_give_the_same_entry_back(string name)
    {
        var entry = Samples.Entries[name];
        var bytes = Bytes(entry);
        var again = Canonical.Read(Canonical.KindOf(entry), bytes);

        Assert.Equal(entry, again);
        Assert.Equal(bytes, Bytes(again));
    }

    [Fact]
    public void Entries_of_different_classes_have_different_stored_names()
    {
        var names = Samples.Entries.Values.Select(entry => (Class: entry.GetType(), Name: Canonical.KindOf(entry))).Distinct().ToArray();

        Assert.Equal(Cases(typeof(Entry)).Count(), names.Select(n => n.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_book_has_a_rule_for_every_kind_of_entry(string name)
    {
        BookFold fold = new(new BookTerms(Currency.Usd, Samples.Instruments, new Dictionary<AccountName, Currency>()));
        // An action on nothing is nothing: the rule is asked for only where something is held.
        foreach (var (index, entry) in Samples.Holdings.Index()) fold.Apply(index + 1, entry);

        fold.Apply(100, Samples.Entries[name]);

        Assert.NotEmpty(fold.ToBook().Positions);
    }

    static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(type => type.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    static byte[] Bytes(Entry entry) => Canonical.Write(entry, new CanonicalWriter()).ToArray();

    static IEnumerable<Type> Cases(Type union) => union.Assembly.GetTypes().Where(type => type.IsSubclassOf(union) && !type.IsAbstract);
}
