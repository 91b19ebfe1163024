using System.Runtime.InteropServices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// One run of the matching rules: local state that dies with it. Recommendations and fills are put in order by (day, line, direction); a
/// group of that key with one recommendation of one day takes its fills as a run of that order, and everything else goes to <see cref="Contest"/>.
/// </summary>
ref struct Matching
{
    readonly ReadOnlyMemory<Fill> memory;
    readonly ReadOnlySpan<Fill> fills;
    readonly ReadOnlySpan<long> sequences;
    readonly ReadOnlySpan<Wanted> wanted;
    readonly ReviewFacts facts;
    readonly Lines lines;
    readonly Instrument[] instruments;
    readonly KeyOrder keys;

    ulong[] fillWords = [];
    ulong[] wantedWords = [];
    int[] fillOrder = [];
    Tally[] recommended = [];
    readonly List<Tally> unplanned = [];
    readonly List<ulong> unplannedKeys = [];
    readonly List<ChainedShare> shares = [];
    readonly Dictionary<int, SplitLife> splitLives = [];
    readonly DayContest contest;
    readonly List<int> left = [];
    readonly Dictionary<string, Withdrawal> withdrawals;
    readonly ILookup<Symbol, UnitSplit> splits;

    // How far facts were read ahead, and a sum of what was read so that reading has a result.
    int fillsRead;
    int wantedRead;
    long read;

    // Recommendations good for more than their day, by lane (line and direction), oldest first.
    int[] openHead = [];
    int[] openTail = [];
    int[] openNext = [];

    public Matching(ReadOnlyMemory<Fill> fills, ReadOnlySpan<long> sequences, ReadOnlySpan<Wanted> wanted, ReviewFacts facts)
    {
        (memory, this.facts) = (fills, facts);
        this.fills = fills.Span;
        contest = new(fills);
        this.sequences = sequences;
        this.wanted = wanted;
        var found = lines = Lines.Of(this.fills, wanted, facts.Renamings, facts.AsOf);
        instruments = [.. lines.Names.Select(n => facts.Instrument?.Invoke(n.Account, n.Symbol) ?? Instrument.Undeclared(n.Symbol, facts.Currency))];
        keys = new(Math.Max(fills.Length, wanted.Length), (UInt128)Math.Max(0L, 1L + lines.Days.Last - lines.Days.First) * (uint)lines.Names.Length * 2);

        withdrawals = facts.Withdrawals.Where(w => w.Day <= facts.AsOf)
            .GroupBy(w => w.Id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderBy(w => w.Day).ThenBy(w => w.At is null).ThenBy(w => w.At).First(), StringComparer.Ordinal);
        // The day before, so that a split under the old name on the day of a renaming is the line's.
        splits = facts.Splits.OrderBy(s => s.Day).ThenBy(s => s.Numerator).ThenBy(s => s.Denominator)
            .ToLookup(s => found.Named(s.Symbol, s.Day.Plus(-1), new(DateOnly.MaxValue)));
    }

    public Matched Run(ReadOnlyMemory<long> sequenceMemory, ReadOnlyMemory<Wanted> wantedMemory)
    {
        OrderFills();
        OrderWanted();
        Walk();
        return new Matched
        {
            Fills = memory,
            Sequences = sequenceMemory,
            Wanted = wantedMemory,
            Facts = facts,
            Lines = lines,
            Instruments = instruments,
            PointValues = [.. instruments.Select(i => i.PointValue)],
            FillOrder = fillOrder,
            Recommended = recommended,
            Unplanned = [.. unplanned],
            Order = RowOrder(),
            Shares = [.. shares],
            SplitLives = splitLives,
        };
    }

    readonly ulong KeyOf((int Lane, int Day) fact) => ((ulong)(uint)(fact.Day - lines.Days.First) * (uint)(2 * lines.Names.Length)) + (uint)fact.Lane;

    readonly int Day(ulong key) => lines.Days.First + (int)(key / (uint)(2 * lines.Names.Length));

    readonly int Lane(ulong key) => (int)(key % (uint)(2 * lines.Names.Length));

    void OrderFills()
    {
        var asOf = facts.AsOf.Number;
        var words = new ulong[fills.Length];
        var count = 0;
        for (var i = 0; i < words.Length; i++)
            if (lines.OfFills[i].Day is var day && day >= lines.Days.First && day <= asOf) words[count++] = keys.Word(KeyOf(lines.OfFills[i]), i);

        Array.Resize(ref words, count);
        fillWords = keys.Sorted(words);
        for (int from = 0, to; from < count; from = to)
        {
            to = EndOfKey(fillWords, from);
            if (to - from > 1) SortFills(fillWords.AsSpan(from, to - from));
        }

        fillOrder = new int[count];
        for (var i = 0; i < count; i++) fillOrder[i] = keys.Index(fillWords[i]);
    }

    void OrderWanted()
    {
        var words = new ulong[wanted.Length];
        for (var i = 0; i < words.Length; i++) words[i] = keys.Word(KeyOf(lines.OfWanted[i]), i);
        wantedWords = keys.Sorted(words);
        for (int from = 0, to; from < words.Length; from = to)
        {
            to = EndOfKey(wantedWords, from);
            if (to - from > 1) SortWanted(wantedWords.AsSpan(from, to - from));
        }
    }

    readonly int EndOfKey(ulong[] words, int from)
    {
        var key = keys.Key(words[from]);
        do from++;
        while (from < words.Length && keys.Key(words[from]) == key);
        return from;
    }

    /// <summary>Most are in order already, and a comparer may not hold a span: insertion for the few, an array for the many.</summary>
    readonly void SortFills(Span<ulong> run)
    {
        if (run.Length <= 16)
        {
            for (var i = 1; i < run.Length; i++)
                for (var j = i; j > 0 && CompareFills(fills, sequences, keys.Index(run[j - 1]), keys.Index(run[j])) > 0; j--) (run[j], run[j - 1]) = (run[j - 1], run[j]);
            return;
        }

        var (all, order) = (memory, keys);
        var own = new long[run.Length];
        var words = run.ToArray();
        for (var i = 0; i < own.Length; i++) own[i] = sequences[keys.Index(words[i])];
        int[] places = [.. Enumerable.Range(0, own.Length)];
        Array.Sort(places, (a, b) => Compare(all.Span[order.Index(words[a])], own[a], all.Span[order.Index(words[b])], own[b]));
        for (var i = 0; i < places.Length; i++) run[i] = words[places[i]];
    }

    static int CompareFills(ReadOnlySpan<Fill> fills, ReadOnlySpan<long> sequences, int left, int right) =>
        Compare(fills[left], sequences[left], fills[right], sequences[right]);

    /// <summary>M9.</summary>
    static int Compare(in Fill a, long sequenceOfA, in Fill b, long sequenceOfB)
    {
        if (a.ExecutedAt is { } at && b.ExecutedAt is { } bt)
        {
            if (at != bt) return at < bt ? -1 : 1;
        }
        else if (a.ExecutedAt.HasValue != b.ExecutedAt.HasValue)
        {
            return a.ExecutedAt.HasValue ? -1 : 1;
        }

        var order = a.Price.CompareTo(b.Price);
        if (order == 0) order = a.Quantity.Value.CompareTo(b.Quantity.Value);
        if (order == 0) order = a.Fee.CompareTo(b.Fee);
        if (order == 0) order = a.Side.CompareTo(b.Side);
        if (order == 0) order = string.CompareOrdinal(a.FeeCurrency?.Code, b.FeeCurrency?.Code);
        return order == 0 ? sequenceOfA.CompareTo(sequenceOfB) : order;
    }

    /// <summary>M8, within a day.</summary>
    readonly void SortWanted(Span<ulong> run)
    {
        var made = new (long Sequence, string Id, ulong Word)[run.Length];
        for (var i = 0; i < made.Length; i++)
        {
            ref readonly var want = ref wanted[keys.Index(run[i])];
            made[i] = (want.Sequence, want.Id, run[i]);
        }

        Array.Sort(made, (a, b) => a.Sequence != b.Sequence ? a.Sequence.CompareTo(b.Sequence) : string.CompareOrdinal(a.Id, b.Id));
        for (var i = 0; i < made.Length; i++) run[i] = made[i].Word;
    }

    void Walk()
    {
        recommended = new Tally[wanted.Length];
        ulong nextDay = 0;
        for (int row = 0, fill = 0; row < wantedWords.Length || fill < fillWords.Length;)
        {
            var key = Math.Min(
                row < wantedWords.Length ? keys.Key(wantedWords[row]) : ulong.MaxValue,
                fill < fillWords.Length ? keys.Key(fillWords[fill]) : ulong.MaxValue);
            if (key >= nextDay) nextDay = ReadAhead(key);
            var (rows, run) = (row, fill);
            var isSimple = true;
            while (row < wantedWords.Length && keys.Key(wantedWords[row]) == key) isSimple &= BeginRow(row++);
            while (fill < fillWords.Length && keys.Key(fillWords[fill]) == key) fill++;

            if (run < fill)
            {
                var isAlone = row - rows <= 1 && (openHead.Length == 0 || openHead[Lane(key)] < 0);
                if (!isAlone || (row > rows && recommended[rows].Marks != ReviewMarks.None)) Contest(key, rows, row, run, fill);
                else if (row > rows) Take(ref recommended[rows], run, fill);
                else Leave(key, run, fill);
            }

            if (!isSimple) KeepOpen(key, rows, row);
        }
    }

    /// <summary>
    /// Facts mostly lie in the order of their days, and a day is visited by line. Reading it once from end to end brings it near; visiting it
    /// scattered from far memory takes longer than everything else here. Returns the first key of the next day.
    /// </summary>
    ulong ReadAhead(ulong key)
    {
        var day = Day(key);
        for (; fillsRead < fills.Length && lines.OfFills[fillsRead].Day <= day; fillsRead++) read += Touch(fills[fillsRead]);
        for (; wantedRead < wanted.Length && lines.OfWanted[wantedRead].Day <= day; wantedRead++) read += Touch(wanted[wantedRead]);
        return KeyOf((0, day + 1));
    }

    // Fields far enough apart to be in every cache line of the fact.
    static int Touch(in Fill fill) => fill.TradeDate.Number + fill.Fee.Scale + fill.Price.PerUnit.Scale + (fill.ExecutedAt.HasValue ? 1 : 0);

    static int Touch(in Wanted want) => want.EffectiveOn.Number + want.Target.Value.Scale + (want.Reference.HasValue ? 1 : 0) + (want.ValidThrough.HasValue ? 1 : 0);

    /// <summary>True when it lives for one day and was not withdrawn.</summary>
    bool BeginRow(int row)
    {
        ref var tally = ref recommended[row];
        tally.Wanted = keys.Index(wantedWords[row]);
        (tally.Lane, tally.Day) = lines.OfWanted[tally.Wanted];
        ref readonly var want = ref wanted[tally.Wanted];
        tally.Target = want.Target.Value;
        tally.Benchmark = want.Benchmark;
        tally.End = want.LastDay;
        if (withdrawals.Count > 0 && withdrawals.TryGetValue(want.Id, out var withdrawal) && withdrawal.Day.Number <= tally.End)
        {
            tally.End = withdrawal.Day.Number;
            tally.Marks = ReviewMarks.Withdrawn;
        }

        if (tally.End <= tally.Day) return tally.Marks == ReviewMarks.None;
        if (splits.Count > 0) FindSplits(row);
        return false;
    }

    readonly void FindSplits(int row)
    {
        ref var tally = ref recommended[row];
        var (start, end) = (tally.Day, Math.Min(tally.End, facts.AsOf.Number));
        var (account, symbol) = lines.Names[tally.Line];
        var inLife = splits[symbol].Where(s => s.Day.Number > start && s.Day.Number <= end && (s.Account is not { } only || only == account)).ToList();
        if (inLife.Count == 0) return;
        splitLives[row] = new SplitLife(inLife);
        tally.Target *= splitLives[row].Numerator;
        tally.Marks |= ReviewMarks.Split;
    }

    /// <summary>The common case: one recommendation takes all the fills of its day (M10 rounds 1 and 3, M12).</summary>
    readonly void Take(ref Tally tally, int run, int end)
    {
        ref readonly var want = ref wanted[tally.Wanted];
        Gather(ref tally, run, end);
        foreach (var i in fillOrder.AsSpan(run, end - run))
        {
            ref readonly var fill = ref fills[i];
            if (fill.Side != want.Side) tally.Marks |= ReviewMarks.OtherWord;
            if (want.Limit is { } limit && (want.Side.IsBuying ? fill.Price.PerUnit > limit.PerUnit : fill.Price.PerUnit < limit.PerUnit)) tally.Marks |= ReviewMarks.OutsideLimit;
        }
    }

    /// <summary>A run of whole fills.</summary>
    readonly void Gather(ref Tally tally, int run, int end)
    {
        (tally.First, tally.Count) = (run, end - run);
        var (filled, notional, fees) = (0m, 0m, 0m);
        foreach (var i in fillOrder.AsSpan(run, end - run))
        {
            ref readonly var fill = ref fills[i];
            filled += fill.Quantity.Value;
            notional += fill.Quantity.Value * fill.Price.PerUnit;
            if (Fee(fill, tally.Line) is { } fee) fees += fee;
            else tally.Marks |= ReviewMarks.FeeNotConverted;
        }

        (tally.Filled, tally.Notional, tally.Fees) = (filled, notional, fees);
    }

    readonly decimal? Fee(in Fill fill, int line) => facts.FeeIn(instruments[line].Currency, fill);

    /// <summary>M13. The words of a run are seldom mixed; where they are, each word is a row.</summary>
    void Leave(ulong key, int run, int end)
    {
        var own = fillOrder.AsSpan(run, end - run);
        foreach (var i in own[1..])
        {
            if (fills[i].Side == fills[own[0]].Side) continue;
            LeaveByWord(key, own);
            return;
        }

        var tally = Unplanned(key);
        Gather(ref tally, run, end);
        unplanned.Add(tally);
        unplannedKeys.Add(key);
    }

    void LeaveByWord(ulong key, ReadOnlySpan<int> left)
    {
        foreach (var word in Enum.GetValues<Side>())
        {
            var tally = Unplanned(key);
            foreach (var i in left)
            {
                ref readonly var fill = ref fills[i];
                if (fill.Side == word) Add(ref tally, i, fill.Quantity.Value, Fee(fill, tally.Line));
            }

            if (tally.Count == 0) continue;
            unplanned.Add(tally);
            unplannedKeys.Add(key);
        }
    }

    readonly Tally Unplanned(ulong key) => new() { Wanted = -1, Day = Day(key), Lane = Lane(key) };

    /// <summary>One more share at the end of a row's chain. What it adds to <see cref="Tally.Filled"/> of a recommendation is the contest's to say.</summary>
    readonly void Add(ref Tally tally, int fill, decimal quantity, decimal? fee)
    {
        if (tally.First >= 0 && tally.Count > 0) Chain(ref tally);
        if (tally.Count++ == 0) tally.First = ~shares.Count;
        else shares[tally.Last] = shares[tally.Last] with { Next = shares.Count };
        tally.Last = shares.Count;
        shares.Add(new(fill, quantity, fee ?? 0, -1));
        tally.Notional += quantity * fills[fill].Price.PerUnit;
        tally.Fees += fee ?? 0;
        if (fee is null) tally.Marks |= ReviewMarks.FeeNotConverted;
        if (tally.Wanted < 0) tally.Filled += quantity;
    }

    /// <summary>The run a row took on its own day, as a chain that more can be added to.</summary>
    readonly void Chain(ref Tally tally)
    {
        var run = fillOrder.AsSpan(tally.First, tally.Count);
        tally.First = ~shares.Count;
        foreach (var i in run) shares.Add(new(i, fills[i].Quantity.Value, Fee(fills[i], tally.Line) ?? 0, shares.Count + 1));
        tally.Last = shares.Count - 1;
    }

    void KeepOpen(ulong key, int rows, int end)
    {
        if (openHead.Length == 0)
        {
            openHead = new int[lines.Names.Length * 2];
            openTail = new int[openHead.Length];
            openNext = new int[recommended.Length];
            Array.Fill(openHead, -1);
        }

        var (day, lane) = (Day(key), Lane(key));
        for (var row = rows; row < end; row++)
        {
            if (recommended[row].End <= day || recommended[row].IsComplete) continue;
            openNext[row] = -1;
            if (openHead[lane] < 0) openHead[lane] = row;
            else openNext[openTail[lane]] = row;
            openTail[lane] = row;
        }
    }

    /// <summary>Several recommendations, or one that lives longer than its day: the general rules.</summary>
    void Contest(ulong key, int rows, int endRow, int run, int end)
    {
        var (day, lane) = (Day(key), Lane(key));
        var candidates = contest.Candidates;
        candidates.Clear();
        var previous = -1;
        for (var row = openHead.Length > 0 ? openHead[lane] : -1; row >= 0; row = openNext[row])
        {
            // What has ended or is complete leaves the lane for good.
            if (recommended[row].End < day || recommended[row].IsComplete)
            {
                if (previous < 0) openHead[lane] = openNext[row];
                else openNext[previous] = openNext[row];
                if (openTail[lane] == row) openTail[lane] = previous;
                continue;
            }

            previous = row;
            candidates.Add(CandidateOf(row, day, isToday: false));
        }

        for (var row = rows; row < endRow; row++)
            if (recommended[row].End >= day) candidates.Add(CandidateOf(row, day, isToday: true));

        var order = fillOrder.AsSpan(run, end - run);
        var gifts = contest.Run(order);
        left.Clear();
        for (int fill = 0, gift = 0; fill < order.Length; fill++)
        {
            var first = gift;
            while (gift < gifts.Count && gifts[gift].Fill == fill) gift++;
            if (gift == first) left.Add(order[fill]);
            else Share(order[fill], CollectionsMarshal.AsSpan(gifts)[first..gift]);
        }

        foreach (var candidate in candidates) recommended[candidate.Row].Filled += candidate.Received;
        if (left.Count > 0) LeaveByWord(key, CollectionsMarshal.AsSpan(left));
    }

    readonly Candidate CandidateOf(int row, int day, bool isToday)
    {
        ref readonly var want = ref wanted[recommended[row].Wanted];
        var life = splitLives.Count > 0 ? splitLives.GetValueOrDefault(row) : null;
        var (perUnit, numerator, denominator) = life?.On(day) ?? (1, 1, 1);
        var wanting = recommended[row].Target - recommended[row].Filled;
        return new Candidate
        {
            Row = row,
            IsToday = isToday,
            Limit = want.Limit is { } limit ? limit.PerUnit * denominator : null,
            PriceFactor = numerator,
            PerUnit = perUnit,
            IsSplit = life is not null,
            Wanting = wanting,
            Begun = wanting,
            Withdrawn = recommended[row].Marks.HasFlag(ReviewMarks.Withdrawn) && recommended[row].End == day ? withdrawals[want.Id].At : null,
        };
    }

    readonly void Share(int index, ReadOnlySpan<Gift> given)
    {
        ref readonly var fill = ref fills[index];
        var fee = Fee(fill, lines.OfFills[index].Lane / 2);
        var feeLeft = fee;
        for (var i = 0; i < given.Length; i++)
        {
            var (candidate, quantity) = (contest.Candidates[given[i].Candidate], given[i].Quantity);
            var own = i == given.Length - 1 ? feeLeft : fee is { } whole ? Math.Round(whole * quantity / fill.Quantity.Value, 10, MidpointRounding.AwayFromZero) : null;
            feeLeft -= own;
            ref var tally = ref recommended[candidate.Row];
            Add(ref tally, index, quantity, own);
            if (!candidate.IsToday) tally.Marks |= ReviewMarks.Late;
            if (fill.Side != wanted[tally.Wanted].Side) tally.Marks |= ReviewMarks.OtherWord;
            if (!candidate.Allows(fill)) tally.Marks |= ReviewMarks.OutsideLimit;
        }
    }

    /// <summary>M31: a recommendation's row by its place, an unplanned row by the complement of its place.</summary>
    readonly int[] RowOrder()
    {
        var order = new int[recommended.Length + unplanned.Count];
        for (int i = 0, row = 0, other = 0; i < order.Length; i++)
        {
            var takeRow = other == unplanned.Count || (row < recommended.Length && keys.Key(wantedWords[row]) <= unplannedKeys[other]);
            order[i] = takeRow ? row++ : ~other++;
        }

        return order;
    }
}
