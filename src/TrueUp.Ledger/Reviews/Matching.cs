using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// One run of the matching rules: local state that dies with it. Recommendations and fills are put in order by (day, line, direction); a
/// group of that key with one recommendation of one day takes its fills as a run of that order, and everything else goes to <see cref="Contest"/>.
/// </summary>
sealed class Matching
{
    readonly ReadOnlyMemory<Fill> fills;
    readonly ReadOnlyMemory<long> sequences;
    readonly ReadOnlyMemory<Wanted> wanted;
    readonly ReviewFacts facts;
    readonly Lines lines;
    readonly Instrument[] instruments;
    readonly int firstDay;

    ulong[] fillKeys = [];
    int[] fillOrder = [];
    ulong[] wantedKeys = [];
    int[] wantedOrder = [];
    Tally[] recommended = [];
    readonly List<Tally> unplanned = [];
    readonly List<ulong> unplannedKeys = [];
    readonly List<ChainedShare> shares = [];
    readonly Dictionary<int, SplitLife> splitLives = [];
    readonly Dictionary<int, Withdrawal> withdrawn = [];

    // Recommendations good for more than their day, by lane (line and direction), oldest first.
    int[] openHead = [];
    int[] openTail = [];
    int[] openNext = [];

    public Matching(ReadOnlyMemory<Fill> fills, ReadOnlyMemory<long> sequences, ReadOnlyMemory<Wanted> wanted, ReviewFacts facts)
    {
        (this.fills, this.sequences, this.wanted, this.facts) = (fills, sequences, wanted, facts);
        lines = Lines.Of(fills.Span, wanted.Span, facts.Renamings);
        instruments = new Instrument[lines.Names.Length];
        for (var i = 0; i < instruments.Length; i++)
        {
            var (account, symbol) = lines.Names[i];
            instruments[i] = facts.Instrument?.Invoke(account, symbol) ?? Instrument.Undeclared(symbol, facts.Currency);
        }

        firstDay = FirstDay();
    }

    public Review Run()
    {
        OrderFills();
        OrderWanted();
        BeginRows();
        Walk();
        return new Review(new Matched
        {
            Fills = fills,
            Sequences = sequences,
            Wanted = wanted,
            Facts = facts,
            Lines = lines,
            Instruments = instruments,
            FillOrder = fillOrder,
            Recommended = recommended,
            Unplanned = [.. unplanned],
            Order = RowOrder(),
            Shares = [.. shares],
            SplitLives = splitLives,
        });
    }

    int FirstDay()
    {
        var first = int.MaxValue;
        foreach (ref readonly var fill in fills.Span) first = Math.Min(first, fill.TradeDate.Number);
        foreach (ref readonly var w in wanted.Span) first = Math.Min(first, w.EffectiveOn.Number);
        return first;
    }

    ulong Key(int day, int line, Side side) =>
        (((ulong)(uint)(day - firstDay) * (uint)lines.Names.Length) + (uint)line) * 2 + (side.IsBuying ? 0u : 1u);

    int Day(ulong key) => firstDay + (int)(key / 2 / (uint)lines.Names.Length);

    int Lane(ulong key) => (int)(key % (2 * (ulong)lines.Names.Length));

    void OrderFills()
    {
        var all = fills.Span;
        var asOf = facts.AsOf.Number;
        var count = 0;
        foreach (ref readonly var fill in all)
            if (fill.TradeDate.Number <= asOf && !fill.Quantity.IsZero) count++;

        (fillKeys, fillOrder) = (new ulong[count], new int[count]);
        ulong largest = 0;
        for (int i = 0, n = 0; i < all.Length; i++)
        {
            if (all[i].TradeDate.Number > asOf || all[i].Quantity.IsZero) continue;
            largest = Math.Max(largest, fillKeys[n] = Key(all[i].TradeDate.Number, lines.OfFills[i], all[i].Side));
            fillOrder[n++] = i;
        }

        KeyOrder.Sort(ref fillKeys, ref fillOrder, largest);
        SortWithin(fillKeys, fillOrder, CompareFills);
    }

    void OrderWanted()
    {
        var all = wanted.Span;
        (wantedKeys, wantedOrder) = (new ulong[all.Length], new int[all.Length]);
        ulong largest = 0;
        for (var i = 0; i < all.Length; i++)
        {
            largest = Math.Max(largest, wantedKeys[i] = Key(all[i].EffectiveOn.Number, lines.OfWanted[i], all[i].Side));
            wantedOrder[i] = i;
        }

        KeyOrder.Sort(ref wantedKeys, ref wantedOrder, largest);
        SortWithin(wantedKeys, wantedOrder, CompareWanted);
    }

    static void SortWithin(ulong[] keys, int[] order, Comparison<int> compare)
    {
        for (int from = 0, to; from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && keys[to] == keys[from];) to++;
            if (to - from > 1) order.AsSpan(from, to - from).Sort(compare);
        }
    }

    /// <summary>M9.</summary>
    int CompareFills(int left, int right)
    {
        ref readonly var a = ref fills.Span[left];
        ref readonly var b = ref fills.Span[right];
        var order = (a.ExecutedAt, b.ExecutedAt) switch
        {
            ({ } at, { } bt) => at.CompareTo(bt),
            (null, null) => 0,
            (null, _) => 1,
            _ => -1,
        };
        if (order == 0) order = a.Price.CompareTo(b.Price);
        if (order == 0) order = a.Quantity.Value.CompareTo(b.Quantity.Value);
        if (order == 0) order = a.Fee.CompareTo(b.Fee);
        if (order == 0) order = a.Side.CompareTo(b.Side);
        if (order == 0) order = a.FeeCurrency.CompareTo(b.FeeCurrency);
        return order == 0 ? sequences.Span[left].CompareTo(sequences.Span[right]) : order;
    }

    /// <summary>M8, within a day.</summary>
    int CompareWanted(int left, int right)
    {
        ref readonly var a = ref wanted.Span[left];
        ref readonly var b = ref wanted.Span[right];
        return a.Sequence != b.Sequence ? a.Sequence.CompareTo(b.Sequence) : string.CompareOrdinal(a.Id, b.Id);
    }

    void BeginRows()
    {
        var all = wanted.Span;
        var withdrawals = facts.Withdrawals.Where(w => w.Day <= facts.AsOf)
            .GroupBy(w => w.Id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderBy(w => w.Day).ThenBy(w => w.At is null).ThenBy(w => w.At).First(), StringComparer.Ordinal);
        var splits = facts.Splits.OrderBy(s => s.Day).ThenBy(s => s.Numerator).ThenBy(s => s.Denominator)
            .ToLookup(s => lines.Named(s.Symbol, s.Day.Plus(-1), new(DateOnly.MaxValue)));
        var lasting = false;

        recommended = new Tally[all.Length];
        for (var row = 0; row < recommended.Length; row++)
        {
            ref var tally = ref recommended[row];
            tally.Wanted = wantedOrder[row];
            tally.Line = lines.OfWanted[tally.Wanted];
            ref readonly var want = ref all[tally.Wanted];
            tally.Day = want.LastDay;
            if (withdrawals.Count > 0 && withdrawals.TryGetValue(want.Id, out var withdrawal) && withdrawal.Day.Number <= tally.Day)
            {
                tally.Day = withdrawal.Day.Number;
                tally.Marks |= ReviewMarks.Withdrawn;
                withdrawn[row] = withdrawal;
            }

            if (tally.Day <= want.EffectiveOn.Number) continue;
            lasting = true;
            if (splits.Count > 0) FindSplits(row, splits);
        }

        if (!lasting) return;
        openHead = new int[lines.Names.Length * 2];
        openTail = new int[openHead.Length];
        openNext = new int[recommended.Length];
        Array.Fill(openHead, -1);
    }

    void FindSplits(int row, ILookup<Symbol, UnitSplit> splits)
    {
        var (line, end) = (recommended[row].Line, Math.Min(recommended[row].Day, facts.AsOf.Number));
        var start = wanted.Span[recommended[row].Wanted].EffectiveOn.Number;
        var (account, symbol) = lines.Names[line];
        var inLife = splits[symbol].Where(s => s.Day.Number > start && s.Day.Number <= end && (s.Account is not { } only || only == account)).ToList();
        if (inLife.Count == 0) return;
        splitLives[row] = new SplitLife(inLife);
        recommended[row].Marks |= ReviewMarks.Split;
    }

    void Walk()
    {
        for (int row = 0, fill = 0; row < wantedKeys.Length || fill < fillKeys.Length;)
        {
            var key = Math.Min(row < wantedKeys.Length ? wantedKeys[row] : ulong.MaxValue, fill < fillKeys.Length ? fillKeys[fill] : ulong.MaxValue);
            var (rows, run) = (row, fill);
            while (row < wantedKeys.Length && wantedKeys[row] == key) row++;
            while (fill < fillKeys.Length && fillKeys[fill] == key) fill++;

            var earlier = openHead.Length > 0 && openHead[Lane(key)] >= 0;
            if (run < fill)
            {
                if (earlier || row - rows > 1 || (row > rows && !IsForOneDay(rows))) Contest(key, rows, row, run, fill);
                else if (row > rows) Take(ref recommended[rows], run, fill);
                else Leave(key, run, fill);
            }

            if (openHead.Length > 0) KeepOpen(key, rows, row);
        }
    }

    bool IsForOneDay(int row) => recommended[row].Marks == ReviewMarks.None && recommended[row].Day == wanted.Span[recommended[row].Wanted].EffectiveOn.Number;

    /// <summary>The common case: one recommendation of one day takes all of its fills (M10 round 1 and 3, M12).</summary>
    void Take(ref Tally tally, int run, int end)
    {
        var all = fills.Span;
        ref readonly var want = ref wanted.Span[tally.Wanted];
        (tally.First, tally.Count) = (run, end - run);
        for (; run < end; run++)
        {
            ref readonly var fill = ref all[fillOrder[run]];
            Add(ref tally, fill, fill.Quantity.Value);
            if (Fee(fill, tally.Line) is { } fee) tally.Fees += fee;
            else tally.Marks |= ReviewMarks.FeeNotConverted;
            if (fill.Side != want.Side) tally.Marks |= ReviewMarks.OtherWord;
            if (want.Limit is { } limit && (fill.Side.IsBuying ? fill.Price.PerUnit > limit.PerUnit : fill.Price.PerUnit < limit.PerUnit)) tally.Marks |= ReviewMarks.OutsideLimit;
        }
    }

    static void Add(ref Tally tally, in Fill fill, decimal quantity)
    {
        tally.Filled += quantity;
        tally.Notional += quantity * fill.Price.PerUnit;
    }

    decimal? Fee(in Fill fill, int line) => facts.FeeIn(instruments[line].Currency, fill);

    /// <summary>M13. The words of a run are seldom mixed; where they are, each word is a row.</summary>
    void Leave(ulong key, int run, int end)
    {
        var all = fills.Span;
        var first = all[fillOrder[run]].Side;
        var other = first;
        for (var i = run; i < end; i++)
            if (all[fillOrder[i]].Side is var side && side != first) other = side;

        if (other == first)
        {
            Tally tally = new() { First = run, Count = end - run };
            AddUnplanned(key, tally, fillOrder.AsSpan(run, end - run));
            return;
        }

        LeaveByWord(key, fillOrder[run..end]);
    }

    void LeaveByWord(ulong key, IReadOnlyList<int> left)
    {
        foreach (var word in left.Select(f => fills.Span[f].Side).Distinct().Order())
        {
            int[] own = [.. left.Where(f => fills.Span[f].Side == word)];
            Tally tally = new() { First = ~shares.Count, Count = own.Length };
            for (var i = 0; i < own.Length; i++)
            {
                ref readonly var fill = ref fills.Span[own[i]];
                shares.Add(new(own[i], fill.Quantity.Value, Fee(fill, lines.OfFills[own[i]]) ?? 0, i + 1 < own.Length ? shares.Count + 1 : -1));
            }

            AddUnplanned(key, tally, own);
        }
    }

    void AddUnplanned(ulong key, Tally tally, ReadOnlySpan<int> own)
    {
        (tally.Wanted, tally.Day, tally.Line) = (-1, Day(key), Lane(key) / 2);
        foreach (var i in own)
        {
            ref readonly var fill = ref fills.Span[i];
            Add(ref tally, fill, fill.Quantity.Value);
            if (Fee(fill, tally.Line) is { } fee) tally.Fees += fee;
            else tally.Marks |= ReviewMarks.FeeNotConverted;
        }

        unplanned.Add(tally);
        unplannedKeys.Add(key);
    }

    void KeepOpen(ulong key, int rows, int end)
    {
        var (day, lane) = (Day(key), Lane(key));
        for (var row = rows; row < end; row++)
        {
            if (recommended[row].Day <= day || recommended[row].Filled >= Target(row)) continue;
            openNext[row] = -1;
            if (openHead[lane] < 0) openHead[lane] = row;
            else openNext[openTail[lane]] = row;
            openTail[lane] = row;
        }
    }

    /// <summary>In exact units.</summary>
    decimal Target(int row)
    {
        var target = wanted.Span[recommended[row].Wanted].Target.Value;
        return splitLives.Count > 0 && splitLives.TryGetValue(row, out var life) ? target * life.Numerator : target;
    }

    /// <summary>Several recommendations, or one that lives longer than its day: the general rules.</summary>
    void Contest(ulong key, int rows, int endRow, int run, int end)
    {
        var day = Day(key);
        List<Candidate> candidates = [];
        var lane = Lane(key);
        var previous = -1;
        for (var row = openHead.Length > 0 ? openHead[lane] : -1; row >= 0; row = openNext[row])
        {
            // What has ended or is complete leaves the lane for good.
            if (recommended[row].Day < day || recommended[row].Filled >= Target(row))
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
            if (recommended[row].Day >= day) candidates.Add(CandidateOf(row, day, isToday: true));

        DayContest contest = new(fills, fillOrder.AsMemory(run, end - run), candidates);
        contest.Run();

        List<int>? left = null;
        for (var i = 0; i < end - run; i++)
        {
            var given = contest.GivenBy(i);
            if (given.Count == 0) (left ??= []).Add(fillOrder[run + i]);
            else Share(fillOrder[run + i], given, candidates, day);
        }

        foreach (var candidate in candidates) recommended[candidate.Row].Filled += candidate.Received;
        if (left is not null) LeaveByWord(key, left);
    }

    Candidate CandidateOf(int row, int day, bool isToday)
    {
        ref readonly var want = ref wanted.Span[recommended[row].Wanted];
        var life = splitLives.Count > 0 ? splitLives.GetValueOrDefault(row) : null;
        var (perUnit, numerator, denominator) = life?.On(day) ?? (1, 1, 1);
        var wanting = Target(row) - recommended[row].Filled;
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
            Withdrawn = withdrawn.Count > 0 && withdrawn.TryGetValue(row, out var withdrawal) && withdrawal.Day.Number == day ? withdrawal.At : null,
        };
    }

    void Share(int index, IReadOnlyList<Gift> given, List<Candidate> candidates, int day)
    {
        ref readonly var fill = ref fills.Span[index];
        var fee = Fee(fill, lines.OfFills[index]);
        var feeLeft = fee ?? 0;
        for (var i = 0; i < given.Count; i++)
        {
            var (candidate, quantity) = (candidates[given[i].Candidate], given[i].Quantity);
            var own = i == given.Count - 1 ? feeLeft : Math.Round((fee ?? 0) * quantity / fill.Quantity.Value, 10, MidpointRounding.AwayFromZero);
            feeLeft -= own;
            ref var tally = ref recommended[candidate.Row];
            if (tally.Count++ == 0) tally.First = ~shares.Count;
            else shares[tally.Last] = shares[tally.Last] with { Next = shares.Count };
            tally.Last = shares.Count;
            shares.Add(new(index, quantity, own, -1));
            tally.Notional += quantity * fill.Price.PerUnit;
            tally.Fees += own;
            if (fee is null) tally.Marks |= ReviewMarks.FeeNotConverted;
            if (!candidate.IsToday) tally.Marks |= ReviewMarks.Late;
            if (fill.Side != wanted.Span[tally.Wanted].Side) tally.Marks |= ReviewMarks.OtherWord;
            if (!candidate.Allows(fill)) tally.Marks |= ReviewMarks.OutsideLimit;
        }
    }

    /// <summary>M31: a recommendation's row by its place, an unplanned row by the complement of its place.</summary>
    int[] RowOrder()
    {
        var order = new int[recommended.Length + unplanned.Count];
        for (int i = 0, row = 0, other = 0; i < order.Length; i++)
        {
            var takeRow = other == unplanned.Count || (row < recommended.Length && wantedKeys[row] <= unplannedKeys[other]);
            order[i] = takeRow ? row++ : ~other++;
        }

        return order;
    }
}
