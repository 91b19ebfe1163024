using TrueUp.Edges.Settings;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>The part of a profile that is about one kind of file; all of it is absent where there is no profile.</summary>
static class Sections
{
    public static ProfileSection? Of(Profile? profile, StatementKind kind)
    {
        if (profile is null) return null;
        return profile.Sections.GetValueOrDefault(kind)
            ?? throw new RefusedException(Codes.ProfileOtherKind, new("--profile"), $"profile {profile.Name} has no section {kind.ToString().ToLowerInvariant()}");
    }

    /// <summary>Whether a column's key means something: to the profile where there is one, else to the layouts.</summary>
    public static Func<string, bool> Knows(ProfileSection? section, Func<string, bool> usual)
    {
        if (section is null) return usual;
        var mapped = section.Columns.Values.Select(Header.Key).ToHashSet(StringComparer.Ordinal);
        return mapped.Contains;
    }

    /// <summary>Where semicolons separate, <c>1,234</c> may be a decimal comma: it is refused instead of read as a thousand.</summary>
    public static NumberFormat Numbers(Profile? profile, Header header) =>
        profile?.Numbers ?? (header.Separator == ';' ? NumberFormat.Plain with { Grouping = false } : NumberFormat.Plain);

    public static IReadOnlyList<(int Column, SkipRule Rule)> Skips(Header header, ProfileSection? section)
    {
        List<(int, SkipRule)> skips = [];
        foreach (var rule in section?.Skips ?? [])
        {
            var column = header.Keys.ToList().IndexOf(Header.Key(rule.Column));
            if (column < 0)
            {
                throw new RefusedException(
                    Codes.ColumnMissing, header.Place,
                    $"the profile skips rows by column {Quoted.Text(rule.Column)}, and there is none; found: {Headers.Listed(header.Names)}");
            }

            skips.Add((column, rule));
        }

        return skips;
    }

    /// <summary>The zone of times without one. A profile that names none refuses them; where no profile is used, it is the book's, and the summary says so.</summary>
    public static MomentFormat Moments(ReadAs how, out bool isAssumed)
    {
        var profile = how.Profile;
        isAssumed = profile is null || profile.Name == Profiles.MicroCapExperiment;
        return new(isAssumed ? how.Zone : profile!.Zone)
        {
            Days = profile?.Days ?? DayFormat.Iso,
            Pattern = profile?.Moments,
            TimePattern = profile?.Times,
            EpochTicks = profile?.EpochTicks,
        };
    }
}
